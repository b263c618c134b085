import type { LedgerReader } from '../model/ledger.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golangMigrate.ts';
import { goose } from './goose.ts';
import { nodeSqlite } from './nodeSqlite.ts';
import { postgrator } from './postgrator.ts';
import { prisma } from './prisma.ts';
import { rambler } from './rambler.ts';
import { refinery } from './refinery.ts';
import { sqlMigrate } from './sqlMigrate.ts';
import { sqlx } from './sqlx.ts';
import { stepproof } from './stepproof.ts';
import { wrangler } from './wrangler.ts';
import { yoyo } from './yoyo.ts';

/** Every ledger that stepproof can read. */
export const ledgers: readonly LedgerReader[] = [
  stepproof,
  dbmate,
  diesel,
  drizzle,
  flyway,
  golangMigrate,
  goose,
  nodeSqlite,
  postgrator,
  prisma,
  rambler,
  refinery,
  sqlMigrate,
  sqlx,
  wrangler,
  yoyo,
];
