import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';

const MIGRATIONS = join(import.meta.dirname, '..', 'migrations');

/** How large a staging database is to be, and how far up the reference ladder it stands. */
export interface Staging {
  readonly traces: number;
  /** Number of the last migration that it has. */
  readonly upTo: number;
}

/**
 * Writes a database like one of the platform that the reference ladder belongs to: so many traces, twice as many
 * executions and half as much feedback, the same on every call; about 1250 bytes a trace. The file must not exist.
 */
export function writeStaging(path: string, { traces, upTo }: Staging): void {
  if (existsSync(path)) throw new Error(`${path} is there already`);
  const db = new Database(path);
  try {
    // A file that is made anew after a crash needs no journal, and the indexes are filled in the memory that is there.
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
    db.function('current_timestamp', () => '2026-01-01 00:00:00');
    for (const file of readdirSync(MIGRATIONS).sort().slice(0, upTo)) {
      db.exec(`BEGIN; ${readFileSync(join(MIGRATIONS, file), 'utf8')}; COMMIT`);
    }
    for (const { sql, rows } of tables(traces)) insertRows(db, sql, rows);
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** Rows that one statement makes, the numbers of which are in `i`. */
interface Filling {
  readonly sql: string;
  readonly rows: number;
}

const ROWS_AT_ONCE = 50_000;

/** In portions, since SQLite holds what a statement is about to insert. */
function insertRows(db: Database.Database, sql: string, rows: number): void {
  const statement = db.prepare(
    `WITH RECURSIVE numbers(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ?) ${sql}`,
  );
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    // As plain numbers they would be reals.
    statement.run(BigInt(first), BigInt(Math.min(first + ROWS_AT_ONCE, rows)));
  }
}

/** A text of hexadecimal digits that looks random and follows from a number. */
function digits(number: string, length: number): string {
  return `substr(printf('%08x%08x', (${number} * 2654435761) % 4294967296, (${number} * 40503 + 12345) % 4294967296), 1, ${length})`;
}

const MINUTE = `datetime(1735689600 + i * 60, 'unixepoch')`;

function tables(traces: number): readonly Filling[] {
  const workspaces = Math.max(1, Math.floor(traces / 5000));
  const [users, integrations, evalSets] = [workspaces * 4, workspaces * 2, workspaces * 2];
  return [
    {
      rows: users,
      sql: `INSERT INTO users(id, email, name) SELECT 'u' || i, 'user' || i || '@example.com', 'User ' || i FROM numbers`,
    },
    { rows: workspaces, sql: `INSERT INTO workspaces(id, name) SELECT 'w' || i, 'Workspace ' || i FROM numbers` },
    {
      rows: users,
      sql: `INSERT INTO workspace_members(id, workspace_id, user_id)
        SELECT 'm' || i, 'w' || (i % ${workspaces}), 'u' || i FROM numbers`,
    },
    {
      rows: integrations,
      sql: `INSERT INTO integrations(id, workspace_id, platform, name, api_key_encrypted, config)
        SELECT 'i' || i, 'w' || (i % ${workspaces}), 'langfuse', 'Integration ' || i, 'key', '{"project":' || i || '}' FROM numbers`,
    },
    {
      rows: evalSets,
      sql: `INSERT INTO eval_sets(id, workspace_id, name) SELECT 's' || i, 'w' || (i % ${workspaces}), 'Set ' || i FROM numbers`,
    },
    {
      rows: evalSets,
      sql: `INSERT INTO evals(id, eval_set_id, name, code, model_used, accuracy)
        SELECT 'e' || i, 's' || i, 'Eval ' || i, 'return true;', 'small', i % 100 / 100.0 FROM numbers`,
    },
    {
      rows: traces,
      sql: `INSERT INTO traces(id, workspace_id, integration_id, trace_id, source, timestamp, metadata, steps,
          input_preview, output_preview, step_count, has_errors, imported_at)
        SELECT ${digits('i', 12)} || '-' || i, 'w' || (i % ${workspaces}), 'i' || (i % ${integrations}), 'trace-' || i,
          'langfuse', ${MINUTE}, CASE WHEN i % 3 > 0 THEN '{"session":"' || ${digits('i', 16)} || '"}' END,
          '[{"step_id":"' || i || '","timestamp":"2025-01-01T00:00:00Z","messages_added":[],"tool_calls":[{"tool_name":"search","arguments":{"q":"'
            || ${digits('i * 7', 16)} || '"},"result":"' || substr('the quick brown fox jumps over the lazy dog and on it goes ', 1, 20 + i % 40)
            || '"}],"input":null,"output":null,"metadata":{}}]',
          'What about number ' || i || '?', 'This is the answer to it, in a few words more.', 1 + i % 9, i % 20 = 0, ${MINUTE}
        FROM numbers`,
    },
    {
      rows: traces * 2,
      sql: `INSERT INTO eval_executions(id, eval_id, trace_id, result, reason, execution_time_ms, stdout, executed_at)
        SELECT ${digits('i + 17', 12)} || '-' || i, 'e' || (i % ${evalSets}),
          ${digits(`(i / 2)`, 12)} || '-' || (i / 2), i % 3 > 0,
          'The tool was called with the right arguments.', 5 + i % 90, NULL, ${MINUTE}
        FROM numbers`,
    },
    {
      rows: Math.floor(traces / 2),
      sql: `INSERT INTO feedback(id, eval_set_id, trace_id, rating, notes)
        SELECT 'f' || i, 's' || (i % ${evalSets}), ${digits('i * 2', 12)} || '-' || (i * 2),
          CASE i % 3 WHEN 0 THEN 'positive' WHEN 1 THEN 'negative' ELSE 'neutral' END,
          CASE WHEN i % 4 = 0 THEN 'A note on trace ' || i END
        FROM numbers`,
    },
  ];
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { traces: { type: 'string', default: '100000' }, 'up-to': { type: 'string', default: '6' } },
  });
  const [path] = positionals;
  const [traces, upTo] = [Number(values.traces), Number(values['up-to'])];
  if (path === undefined || !Number.isInteger(traces) || traces < 1 || !Number.isInteger(upTo) || upTo < 1) {
    console.error('Usage: node benchmarks/staging.ts FILE [--traces 100000] [--up-to 6]');
    process.exitCode = 2;
    return;
  }
  writeStaging(path, { traces, upTo });
}

if (import.meta.main) main();
