import type { Layout } from '../model/layout.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { downFolder } from './downFolder.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import { goose } from './goose.ts';
import { nodeSqlite } from './nodeSqlite.ts';
import { paired } from './paired.ts';
import { postgrator } from './postgrator.ts';
import { prisma } from './prisma.ts';
import { rambler } from './rambler.ts';
import { refinery } from './refinery.ts';
import { sqitch } from './sqitch.ts';
import { sqlMigrate } from './sqlMigrate.ts';
import { tern } from './tern.ts';
import { upDown } from './upDown.ts';
import { wrangler } from './wrangler.ts';
import { yoyo } from './yoyo.ts';

/** Conventions that a folder shows by something of its own; `auto` takes the only one that recognises it. */
export const distinct: readonly Layout[] = [
  dbmate,
  diesel,
  downFolder,
  drizzle,
  flyway,
  goose,
  nodeSqlite,
  postgrator,
  prisma,
  rambler,
  refinery,
  sqitch,
  sqlMigrate,
  tern,
  upDown,
  wrangler,
  yoyo,
];

/** Every convention that stepproof understands; `paired` needs nothing but two folders and is tried last. */
export const layouts: readonly Layout[] = [...distinct, paired];
