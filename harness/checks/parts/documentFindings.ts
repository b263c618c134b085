import type { Counterexample } from '../../generate/json/counterexamples.ts';
import type { JsonColumn } from '../../model/config.ts';
import type { UserError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { Step } from '../../model/step.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import type { Disagreement } from './documentProbes.ts';
import { type ColumnPlace, dependsOnRow } from './jsonColumns.ts';
import { locate } from './outcome.ts';

/** The column that findings are about, and where it is made. */
export interface FoundIn extends ColumnPlace {
  readonly step: Step;
}

type Prose = Pick<Finding, 'severity' | 'message' | 'why' | 'fix' | 'data'>;

/** Longest document that stands in a report. */
const MOST_CHARACTERS = 2000;

/** One finding about a column. */
export function columnFinding({ step, table, column }: FoundIn, prose: Prose): Finding {
  const name = table.name.toLowerCase();
  const statement = step.forwardFacts.runnable.find(
    ({ text }) => /^\s*(?:create|alter)\b/i.test(text) && text.toLowerCase().includes(name),
  );
  return {
    ...prose,
    object: `column ${table.name}.${column.name}`,
    location: locate(step.migration.forward, statement),
  };
}

/** The findings that disagreements make: what the database does to valid documents is wrong, the rest is told once. */
export function disagreementFindings(where: FoundIn, disagreements: readonly Disagreement[]): readonly Finding[] {
  const of = (kind: Disagreement['kind']): readonly Disagreement[] =>
    disagreements.filter((disagreement) => disagreement.kind === kind);
  const [refused] = of('refused');
  const [changed] = of('changed');
  const findings: Finding[] = [];
  if (refused !== undefined) findings.push(columnFinding(where, refusedProse(where, refused)));
  if (changed !== undefined) findings.push(columnFinding(where, changedProse(where, changed)));
  for (const kind of ['let through', 'accepted'] as const) {
    const [first, ...others] = of(kind);
    if (first !== undefined) findings.push(columnFinding(where, looseProse(where, first, others)));
  }
  return findings;
}

/** A schema that no document can be made from. */
export function schemaFinding(where: FoundIn, { message, detail }: UserError): Finding {
  return columnFinding(where, {
    severity: 'error',
    message: `no document can be tried on column ${nameOf(where)}: ${message}`,
    why: detail.why ?? '',
    fix: detail.fix ?? '',
    data: {},
  });
}

/** `table.column`. */
export function nameOf({ table, column }: ColumnPlace): string {
  return `${table.name}.${column.name}`;
}

/** A column of JSON that nothing is known of. */
export function undescribedFinding(where: FoundIn): Finding {
  return columnFinding(where, {
    severity: 'note',
    message: `column ${nameOf(where)} holds JSON, and no schema describes it`,
    why: 'Its documents are not proven.',
    fix: `Describe it in stepproof.config.ts: json: { '${nameOf(where)}': … }`,
    data: {},
  });
}

/** A table whose rows take no document. */
export function untriedFinding(where: FoundIn, reason: string): Finding {
  return columnFinding(where, {
    severity: 'warning',
    message: `no document could be tried on column ${nameOf(where)}: ${reason}`,
    why: 'Documents are written into rows of the table, and none of them can be written to.',
    fix: `Put a row there with seeds/${where.step.migration.id}.sql, or look at what refuses every UPDATE.`,
    data: { message: reason },
  });
}

/** A schema whose column is not there; `isPromised`: the configuration says that it is. */
export function missingFinding(step: Step, { table, column }: JsonColumn, isPromised: boolean): Finding {
  const name = `${table}.${column}`;
  return {
    severity: isPromised ? 'error' : 'note',
    object: `column ${name}`,
    message: isPromised
      ? `there is no column ${name} after the step from which on its schema holds`
      : `table ${table} has no column ${column} yet, and the schema of ${name} waits for it`,
    why: 'A schema whose column is not there proves nothing.',
    fix: `Correct the name in the configuration, or name the step that adds the column: '${name}': { schema, since: '…' }`,
    location: locate(step.migration.forward),
    data: {},
  };
}

/** What makes a counterexample come again, with the document on one line. */
export function replay({ value, seed, path, shrinks, fastCheck }: Counterexample<Uint8Array>): Finding['data'] {
  return { document: shown(value), seed, path, shrinks, fastCheck };
}

/** A document's text, which need not be UTF-8 or JSON, on one line. */
export function shown(bytes: Uint8Array): string {
  const text = Buffer.from(bytes)
    .toString()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}

function refusedProse(where: FoundIn, { said, counterexample }: Disagreement): Prose {
  // A row of another kind, which generated rows need not have, may take it.
  const isSettled = !dependsOnRow(where);
  return {
    severity: isSettled ? 'error' : 'warning',
    message: `column ${nameOf(where)} refuses a document that its schema accepts${isSettled ? '' : ', in every row at hand'}: ${said}`,
    why: 'The application validates such a document, sends it, and the write fails.',
    fix: 'Widen the CHECK, or make the schema as strict as it is, so that the application refuses the document itself.',
    data: { ...replay(counterexample), message: said },
  };
}

function changedProse(where: FoundIn, { said, counterexample }: Disagreement): Prose {
  const { column } = where;
  const converts = column.affinity !== 'TEXT' && column.affinity !== 'BLOB' && column.affinity !== 'ANY';
  return {
    severity: 'error',
    message: `column ${nameOf(where)} gives a document back as something else: ${said}`,
    why: converts
      ? `A column declared ${column.type} has ${column.affinity} affinity: text that is a bare number is stored as a number, and 1.50 or 12345678901234567890 come back as another one.`
      : 'A trigger, or a rule of the column, writes something else than what the application sent.',
    fix: converts
      ? `Declare it TEXT, or let the schema and a CHECK ask for what is no bare number: CHECK (json_type(${quoteIdentifier(column.name)}) IN ('object', 'array'))`
      : 'Store the text as it comes, and derive what is needed from it in another column.',
    data: { ...replay(counterexample), into: said },
  };
}

function looseProse(where: FoundIn, first: Disagreement, others: readonly Disagreement[]): Prose {
  const all = [first, ...others];
  const breakages = all.map(({ breakage }) => breakage ?? '');
  const data = {
    ...replay(first.counterexample),
    breakages,
    documents: all.map(({ counterexample }) => shown(counterexample.value).slice(0, 200)),
  };
  if (first.kind === 'let through') {
    return {
      severity: 'note',
      message: `the CHECK of column ${nameOf(where)} lets documents through that its schema refuses: ${breakages.join(', ')}`,
      why: 'Whatever writes past the schema, a script or another program, is not stopped, and reading fails later.',
      fix: 'Nothing, where only validated writes reach the table; json_valid alone is no check of a shape.',
      data,
    };
  }
  return {
    severity: 'note',
    message: `the schema of column ${nameOf(where)} accepts documents that its own description has no room for: ${breakages.join(', ')}`,
    why: 'It converts or replaces what it reads (z.coerce, .catch, a transformation), and what is stored is not what it says.',
    fix: 'Nothing, where that is meant; else describe what is stored, and convert after reading.',
    data,
  };
}
