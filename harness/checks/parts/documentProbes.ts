import type { Arbitrary } from 'fast-check';
import { hashOf } from '../../generate/hash.ts';
import { BREAKAGES, type Broken, bytesOf } from '../../generate/json/breakages.ts';
import { type Counterexample, searchCounterexamples } from '../../generate/json/counterexamples.ts';
import type { DocumentSource } from '../../generate/json/documentSource.ts';
import { isReadAs } from '../../generate/json/reading.ts';
import type { DocumentSchema } from '../../model/config.ts';
import type { DocumentTrial } from './documentTrial.ts';
import type { ColumnNews } from './jsonColumns.ts';

/** Which side accepts what the other does not. */
export type DisagreementKind = 'refused' | 'changed' | 'let through' | 'accepted';

/** What a schema and the database make of a document, where that is not the same. */
export interface Disagreement {
  /**
   * `refused`, `changed`: what the database does to a document that the schema accepts; `let through`: its CHECK passes
   * one that the schema refuses; `accepted`: the schema passes one that its own description has no room for.
   */
  readonly kind: DisagreementKind;
  /** How the document was broken; null for one that was not. */
  readonly breakage: string | null;
  /** What the database said, or made of it. */
  readonly said: string;
  readonly counterexample: Counterexample<Uint8Array>;
}

/** What documents are tried on. */
export interface ProbedColumn {
  readonly schema: DocumentSchema;
  readonly source: DocumentSource;
  readonly trial: DocumentTrial;
  /** Broken documents are tried where they can be news: on a new schema, and on new CHECKs. */
  readonly news: ColumnNews;
  readonly seed: number;
}

/** How much was tried, and what came of it. */
export interface Probed {
  readonly documents: number;
  readonly disagreements: readonly Disagreement[];
}

const VALID_DOCUMENTS = 40;
/** For each way to break one. */
const BROKEN_DOCUMENTS = 3;

/** Tries documents that the schema accepts, and such that are broken in each way. */
export async function probeDocuments(column: ProbedColumn): Promise<Probed> {
  const { fc, documents, root } = column.source;
  const whole = documents.map((document): Broken => ({ bytes: bytesOf(document), certain: false, writable: true }));
  const ways = column.news.described || column.news.checked ? BREAKAGES : [];
  const probed = await Promise.all([
    probe(column, null, whole, VALID_DOCUMENTS),
    ...ways.map(({ name, apply }) => {
      const broken = fc.tuple(documents, fc.nat(0xffff)).map(([document, pick]) => apply(document, root, pick));
      return probe(column, name, broken, BROKEN_DOCUMENTS);
    }),
  ]);
  return {
    documents: probed.reduce((sum, { documents: tried }) => sum + tried, 0),
    disagreements: probed.flatMap(({ disagreements }) => disagreements),
  };
}

async function probe(
  column: ProbedColumn,
  breakage: string | null,
  documents: Arbitrary<Broken | null>,
  runs: number,
): Promise<Probed> {
  const seed = hashOf(column.seed, breakage ?? 'valid') | 0;
  let tried = 0;
  const found = await searchCounterexamples(column.source.fc, documents, { seed, runs }, async (document) => {
    if (document === null) return null;
    tried += 1;
    return (await judge(column, breakage, document))?.kind ?? null;
  });
  const disagreements: Disagreement[] = [];
  for (const { value, ...counterexample } of found) {
    const verdict = value === null ? null : await judge(column, breakage, value);
    if (value === null || verdict === null) continue;
    disagreements.push({ ...verdict, breakage, counterexample: { ...counterexample, value: value.bytes } });
  }
  return { documents: tried, disagreements };
}

type Verdict = Pick<Disagreement, 'kind' | 'said'>;

async function judge(
  { schema, trial, news }: ProbedColumn,
  breakage: string | null,
  { bytes, certain, writable }: Broken,
): Promise<Verdict | null> {
  if (!isReadAs(schema, bytes)) {
    if (breakage === null || !news.checked) return null;
    const { kind } = await trial.write(bytes, 'first row');
    return kind === 'kept' || kind === 'changed' ? { kind: 'let through', said: '' } : null;
  }
  // What no application writes may be refused, whatever a parser makes of it.
  if (!writable) return null;
  const outcome = await trial.write(bytes, 'any row');
  if (outcome.kind === 'refused') return { kind: 'refused', said: outcome.message };
  if (outcome.kind === 'changed') return { kind: 'changed', said: outcome.into };
  return certain && news.described ? { kind: 'accepted', said: '' } : null;
}
