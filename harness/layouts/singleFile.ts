import type { Layout, LayoutFolders, MigrationSet, NewFile, NewStep } from '../model/layout.ts';
import type { LooseFinding } from '../model/report.ts';
import type { Script } from '../model/script.ts';
import { fileNames, pathIn } from './fileNames.ts';
import { gapRemarks } from './gaps.ts';
import { nextName } from './nextName.ts';
import { secondOf } from './nextVersion.ts';
import { noMigrations } from './noMigrations.ts';
import { programStep, strayFile } from './remarks.ts';
import { readTextFile } from './sqlFiles.ts';
import { sqlHeads } from './sqlHeads.ts';

/** Both directions of one file. */
export interface Directions {
  readonly forward: Script;
  readonly rollback: Script | null;
  readonly remarks: readonly LooseFinding[];
}

/** What tells one tool with both directions in one file from another. */
export interface SingleFileTool {
  readonly name: string;
  readonly summary: string;
  /** Matches a text that only this tool's files have. */
  readonly evidence: RegExp;
  /** Names of the files that the tool takes for migrations, and that rule as a sentence. */
  readonly names: RegExp;
  readonly rule: string;
  /** Names of migrations that are programs; null where the tool has none. */
  readonly programs: RegExp | null;
  /** How it numbers its first migration, and what it writes between the version and the name. */
  readonly first: 'number' | 'moment';
  readonly separator: '_' | '-';
  /** What a new file holds: the markers alone. */
  readonly blank: string;
  /** As in `Layout`. */
  statementText?(statement: string): string;
  /** Throws `UserError` when two files have no order. */
  inOrder(names: readonly string[], folder: string): readonly string[];
  /** Throws `UserError` for markers that the tool would refuse. */
  cut(path: string, text: string, id: string): Directions;
}

/** The layout of a tool that keeps both directions of a step in one file, told apart by marker comments. */
export function singleFileLayout(tool: SingleFileTool): Layout {
  return {
    name: tool.name,
    summary: tool.summary,
    ...(tool.statementText && { statementText: tool.statementText }),

    detect(folders: LayoutFolders): boolean {
      return sqlHeads(folders).some(({ name, text }) => tool.names.test(name) && tool.evidence.test(text));
    },

    next({ root, migrations: folder }: LayoutFolders, step: NewStep): NewFile {
      const names = fileNames(root, folder).filter((name) => isMigration(tool, name));
      const first = tool.first === 'number' ? '0001' : secondOf(step.now);
      const inOrder = (all: readonly string[]) => tool.inOrder(all, folder);
      const name = nextName({ names, first, separator: tool.separator, ending: '.sql', inOrder }, step);
      return { path: pathIn(folder, name), text: tool.blank };
    },

    read(folders: LayoutFolders): MigrationSet {
      const { root, migrations: folder } = folders;
      const files = fileNames(root, folder);
      const steps = tool.inOrder(
        files.filter((name) => isMigration(tool, name)),
        folder,
      );
      const read = steps.filter((name) => !isProgram(tool, name)).map((name) => readStep(tool, root, folder, name));
      if (read.length === 0) throw noMigrations(folders);
      const strays = files.filter((name) => name.endsWith('.sql') && !tool.names.test(name));
      return {
        migrations: read.map(({ id, forward, rollback }) => ({ id, forward, rollback })),
        orphans: [],
        remarks: [
          ...read.flatMap(({ remarks }) => remarks),
          ...steps
            .filter((name) => isProgram(tool, name))
            .map((name) => programStep(idOf(name), pathIn(folder, name), tool.name)),
          ...strays.map((name) => strayFile(pathIn(folder, name), tool.name, tool.rule)),
          ...gapRemarks(steps.map((name) => ({ number: numberOf(name), path: pathIn(folder, name) }))),
        ],
        reversible: true,
      };
    },
  };
}

function isProgram({ programs }: SingleFileTool, name: string): boolean {
  return programs?.test(name) === true;
}

function isMigration(tool: SingleFileTool, name: string): boolean {
  return tool.names.test(name) || isProgram(tool, name);
}

function readStep(
  tool: SingleFileTool,
  root: string,
  folder: string,
  name: string,
): Directions & { readonly id: string } {
  const id = idOf(name);
  const path = pathIn(folder, name);
  return { id, ...tool.cut(path, readTextFile(root, path), id) };
}

function idOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

function numberOf(name: string): bigint {
  return BigInt(/^\d+/.exec(name)?.[0] ?? 0);
}
