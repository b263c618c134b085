import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { layDown } from './layDown.ts';
import { soundLadder } from './ladders.ts';
import { stepproof, transcript } from './run.ts';
