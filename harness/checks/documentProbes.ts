import type { Arbitrary } from 'fast-check';
import { hashOf } from '../generate/hash.ts';
import { BREAKAGES, type Broken, bytesOf } from '../generate/json/breakages.ts';
import { type Counterexample, searchCounterexample } from '../generate/json/counterexample.ts';
import type { DocumentSource } from '../generate/json/documentSource.ts';
import { isReadAs } from '../generate/json/reading.ts';
import type { DocumentSchema } from '../model/config.ts';
import type { DocumentTrial } from './documentTrial.ts';
import type { ColumnNews } from './jsonColumns.ts';

/** What a schema and the database make of a document, where that is not the same. */
export interface Disagreement {
  /**
   * `refused`, `changed`: what the database does to a document that the schema accepts; `let through`: its CHECK passes
   * one that the schema refuses; `accepted`: the schema passes one that its own description has no room for.
   */
  readonly kind: 'refused' | 'changed' | 'let through' | 'accepted';
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
  const probed = [await probe(column, null, whole, VALID_DOCUMENTS)];
  const ways = column.news.described || column.news.checked ? BREAKAGES : [];
  for (const { name, apply } of ways) {
    const broken = fc.tuple(documents, fc.nat(0xffff)).map(([document, pick]) => apply(document, root, pick));
    probed.push(await probe(column, name, broken, BROKEN_DOCUMENTS));
  }
  return {
    documents: probed.reduce((sum, { documents: tried }) => sum + tried, 0),
    disagreements: probed.flatMap(({ disagreements }) => disagreements),
  };
}

type Verdict = Pick<Disagreement, 'kind' | 'said'>;

/** Looks for one disagreement of each kind: a frequent one must not hide the others. */
async function probe(
  column: ProbedColumn,
  breakage: string | null,
  documents: Arbitrary<Broken | null>,
  runs: number,
): Promise<Probed> {
  const seed = hashOf(column.seed, breakage ?? 'valid') | 0;
  const disagreements: Disagreement[] = [];
  for (;;) {
    let tried = 0;
    let pinned: Verdict | null = null;
    const found = await searchCounterexample(column.source.fc, documents, { seed, runs }, async (document) => {
      if (document === null) return false;
      tried += 1;
      const verdict = await judge(column, breakage, document);
      if (verdict === null || disagreements.some(({ kind }) => kind === verdict.kind)) return false;
      // A smaller document that shows something else is another finding.
      if (pinned !== null && pinned.kind !== verdict.kind) return false;
      pinned = verdict;
      return true;
    });
    const verdict = pinned as Verdict | null;
    if (found === null || found.value === null || verdict === null) return { documents: tried, disagreements };
    disagreements.push({ ...verdict, breakage, counterexample: { ...found, value: found.value.bytes } });
  }
}

async function judge(
  { schema, trial, news }: ProbedColumn,
  breakage: string | null,
  { bytes, certain, writable }: Broken,
): Promise<Verdict | null> {
  if (!isReadAs(schema, bytes)) {
    if (breakage === null || !news.checked) return null;
    const { kind } = await trial.write(bytes);
    return kind === 'kept' || kind === 'changed' ? { kind: 'let through', said: '' } : null;
  }
  // What no application writes may be refused, whatever a parser makes of it.
  if (!writable) return null;
  const outcome = await trial.write(bytes);
  if (outcome.kind === 'refused') return { kind: 'refused', said: outcome.message };
  if (outcome.kind === 'changed') return { kind: 'changed', said: outcome.into };
  return certain && news.described ? { kind: 'accepted', said: '' } : null;
}
