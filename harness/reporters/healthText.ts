import type { Health } from '../model/operation.ts';
import type { Report } from '../model/report.ts';
import { bytes } from './bytes.ts';
import { counted, grouped } from './counted.ts';
import { labelled } from './labelled.ts';
import { looseBlock } from './looseBlock.ts';
import { painter } from './paint.ts';
import { printableLine, withoutWorkflowCommands } from './printable.ts';
import type { RenderOptions } from './render.ts';
import { alignColumns } from './table.ts';

/** How a database is, for a person. */
export function healthText(
  { tool, findings }: Report,
  health: Health,
  { color, quiet }: Pick<RenderOptions, 'color' | 'quiet'>,
): string {
  const paint = painter(color);
  const bad = findings.length > 0;
  const blocks = [
    ...(quiet ? [] : [[paint('strong', `${tool.name} ${tool.version}`)], facts(health), tables(health)]),
    ...findings.map((finding) => looseBlock(finding, paint)),
    [paint(bad ? 'bad' : 'good', bad ? `✗ ${counted(findings.length, 'thing')} wrong` : '✓ sound')],
  ];
  const written = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return withoutWorkflowCommands(`${written.join('\n\n')}\n`);
}

function facts(health: Health): readonly string[] {
  const { pageCount, pageSize, freePages, journalMode, integrity, integrityCheck, orphans } = health;
  const rows = orphans.reduce((sum, orphan) => sum + orphan.rows, 0);
  return [
    ...labelled(
      'size',
      `${bytes(health.bytes)}, ${counted(pageCount, 'page')} of ${pageSize} bytes${freePages === null ? '' : `, ${grouped(freePages)} free`}`,
    ),
    ...labelled('journal', journalMode),
    ...labelled(
      'file',
      integrity.length === 0 ? `${integrityCheck} ok` : `${integrityCheck}: ${counted(integrity.length, 'fault')}`,
    ),
    ...labelled('keys', rows === 0 ? 'every row has its parents' : `${counted(rows, 'row')} without a parent`),
    ...labelled('schema', schemaText(health)),
  ];
}

function schemaText({ schemaDigest, ladderDigest }: Health): string {
  if (ladderDigest === null) return schemaDigest;
  return schemaDigest === ladderDigest
    ? `${schemaDigest}, as the applied steps make it`
    : `${schemaDigest}; the applied steps make ${ladderDigest}`;
}

function tables({ tables: counts }: Health): readonly string[] {
  return alignColumns(
    counts.map(({ name, rows }) => [
      { text: `  ${printableLine(name)}`, align: 'left' },
      { text: counted(rows, 'row'), align: 'right' },
    ]),
  );
}
