import type Database from 'better-sqlite3';
import { climb, databaseAt } from './ladder.ts';

/**
 * Rows for every table of rung 1 that a careless migration would lose or change: ids that are NULL or bytes, gaps in
 * the rowids, several children of a parent, evaluators that are each other's parents, names that repeat, numbers and
 * texts at the edges of what a column can hold.
 */
function fill(database: Database.Database): void {
  database.exec(`
    INSERT INTO users (rowid, id, email, name, created_at, updated_at) VALUES
      (1, 'u1', 'one@example.com', 'One', '2024-01-01 00:00:00', '2024-01-01 00:00:00'),
      (2, 'u2', 'two@example.com', NULL, NULL, NULL),
      (5, NULL, 'five@example.com', 'nobody', 2025, 1.5),
      (9, NULL, 'nine@example.com', '', 'yesterday', x'00ff'),
      (-7, x'7537', 'seven@example.com', char(97, 0, 98), '2024-01-01 00:00:00', '2024-01-01 00:00:00');

    INSERT INTO workspaces (rowid, id, name, created_at, updated_at) VALUES
      (1, 'w1', 'First', '2024-01-01 00:00:00', '2024-01-01 00:00:00'),
      (3, 'w2', 'Second', NULL, NULL),
      (4, NULL, 'Nameless', NULL, NULL);

    INSERT INTO workspace_members (rowid, id, workspace_id, user_id, role) VALUES
      (2, 'm1', 'w1', 'u1', 'owner'),
      (3, NULL, 'w1', 'u2', 'member'),
      (8, NULL, 'w2', 'u1', 'admin'),
      (9, 'm4', 'w2', 'u2', 'no such role'),
      (10, 'm5', 'w1', x'7537', 'member');

    INSERT INTO integrations
      (rowid, id, workspace_id, platform, name, api_key_encrypted, config, status, created_at) VALUES
      (1, 'i1', 'w1', 'langfuse', 'Prod', 'k', '{"a": 1, "a": 2}', 'active', '2024-03-01 00:00:00'),
      (2, 'i2', 'w1', 'langsmith', 'Prod', 'k', NULL, 'error', '2024-02-01 00:00:00'),
      (4, 'i3', 'w1', 'openai', 'Prod (2)', 'k', '{}', 'active', '2024-01-01 00:00:00'),
      (7, NULL, 'w1', 'openai', 'Prod', 'k', ' { } ', 'active', '2024-02-01 00:00:00'),
      (8, 'i5', 'w2', 'openai', 'Prod', 'k', '{"deep": {"er": [1, 2, null]}}', 'active', NULL),
      (11, 'i6', 'w2', 'openai', 'Prod', 'k', '{"ü": "\\u0000"}', 'active', NULL),
      (12, 'i7', 'w2', 'openai', x'50726f64', 'k', '{}', 'active', NULL);

    INSERT INTO traces
      (rowid, id, workspace_id, integration_id, trace_id, source, timestamp, metadata, steps, input_preview,
       step_count, has_errors) VALUES
      (1, 't1', 'w1', 'i1', 'x1', 'langfuse', '2024-01-01T00:00:00Z', '{"tags": ["a"]}', '[]', NULL, 0, 0),
      (2, 't2', 'w1', 'i1', 'x2', 'langfuse', '2024-01-02T00:00:00Z', NULL, '[1, 2]', CAST(x'61ff' AS TEXT),
       9007199254740993, 1),
      (6, NULL, 'w1', 'i2', 'x1', 'langsmith', 20240103, '{}', ' [ ] ', '', -1, 'maybe'),
      (9, NULL, 'w2', 'i5', 'x1', 'openai', '2024-01-04T00:00:00Z', NULL, '[{}]', x'00', 3.5, NULL IS NULL),
      (30, 't5', 'w2', 'i5', 'x2', 'openai', '2024-01-05T00:00:00Z', NULL, '[]', char(9) || '''quoted''', 1, 0);

    INSERT INTO eval_sets (rowid, id, workspace_id, name, description, minimum_examples) VALUES
      (1, 's1', 'w1', 'Helpful', NULL, 5),
      (2, 's2', 'w1', 'Short', 'x', 0),
      (6, NULL, 'w2', 'Helpful', NULL, -3);

    INSERT INTO feedback (rowid, id, eval_set_id, trace_id, rating, notes) VALUES
      (1, 'f1', 's1', 't1', 'positive', NULL),
      (2, 'f2', 's2', 't1', 'negative', 'seen twice'),
      (5, NULL, 's1', 't2', 'neutral', NULL),
      (6, NULL, 's2', 't5', 'positive', x'ff');

    INSERT INTO evals
      (rowid, id, eval_set_id, name, version, parent_eval_id, code, model_used, accuracy, test_results,
       training_trace_ids, updated_at) VALUES
      (1, 'e1', 's1', 'child first', 1, NULL, 'code', 'model', 0.1 + 0.2, '{"total": 1}', '["t1"]',
       '2024-01-01 00:00:00'),
      (2, 'e2', 's1', 'child', 2, 'e1', 'code', 'model', 1e308, NULL, NULL, '2024-01-01 00:00:00'),
      (3, 'e3', 's1', 'own parent', 3, NULL, 'code', 'model', -1, '{}', '[]', '2024-01-01 00:00:00'),
      (7, NULL, 's2', 'nameless', 1, 'e1', 'code', 'model', 'high', NULL, NULL, NULL),
      (8, NULL, 's2', 'nameless too', 2, NULL, 'code', 'model', NULL, NULL, NULL, NULL);
    UPDATE evals SET parent_eval_id = 'e2' WHERE id = 'e1';
    UPDATE evals SET parent_eval_id = 'e3' WHERE id = 'e3';

    INSERT INTO eval_executions (rowid, id, eval_id, trace_id, result, reason, execution_time_ms, error) VALUES
      (1, 'x1', 'e1', 't1', 1, 'fine', 12, NULL),
      (2, 'x2', 'e1', 't2', 0, 'not fine', 0, 'timeout'),
      (4, NULL, 'e2', 't1', 'perhaps', '', 1.25, NULL),
      (5, NULL, 'e3', 't5', 1, 'fine', 9223372036854775807, NULL);

    INSERT INTO jobs (rowid, id, workspace_id, type, status, progress, context, result, created_at) VALUES
      (1, 'j1', 'w1', 'import', 'queued', 0, '{"integration_id": "i1"}', NULL, '2024-01-01 00:00:00'),
      (2, 'j2', 'w1', 'execute', 'completed', 100, NULL, '{}', '2024-01-02 00:00:00'),
      (5, NULL, 'w2', 'generate', 'running', 'half', '{}', NULL, NULL),
      (6, NULL, 'w2', 'import', 'failed', 0.5, NULL, NULL, NULL);
  `);
}

/** What the column of rung 2 may hold. */
function fillJobsMetadata(database: Database.Database): void {
  database.exec(`UPDATE jobs SET metadata = CASE rowid WHEN 1 THEN '{"attempt": 1}' WHEN 5 THEN '{ }' END`);
}

/** Climbs from one rung to another and fills on each what is new there. */
export function climbAndFill(database: Database.Database, from: number, to: number): void {
  for (let number = from + 1; number <= to; number++) {
    climb(database, number - 1, number);
    if (number === 1) fill(database);
    if (number === 2) fillJobsMetadata(database);
  }
}

/** A database that stands on a rung and was filled on the way up to it; on rung 0 there is nothing to fill. */
export function filledDatabaseAt(number: number): Database.Database {
  const database = databaseAt(0);
  climbAndFill(database, 0, number);
  return database;
}
