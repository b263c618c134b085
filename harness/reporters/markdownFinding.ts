import type { Location } from '../model/errors.ts';
import type { ReportedError } from '../model/report.ts';
import { codeBlock, inlineCode, prose, proseLine } from './markdownText.ts';
import { place } from './place.ts';
import type { PlacedFinding } from './placedFindings.ts';
import { planChange } from './planChange.ts';
import type { RenderOptions } from './render.ts';
import { repositoryPath, repositoryUri } from './repositoryPath.ts';

/** Findings of one kind that are listed under the first. */
const MOST_ALIKE = 20;

/** A finding in Markdown: what, where, why, what to do, and how plans change; those alike follow in a line each. */
export function markdownFinding(
  [{ step, check, finding }, ...others]: readonly [PlacedFinding, ...PlacedFinding[]],
  options: RenderOptions,
): string {
  const { severity, object, location, message, why, fix } = finding;
  const head = [
    `**${proseLine(check)}** (${severity})`,
    location === null ? proseLine(step?.id ?? '') : linked(location, options),
    proseLine(object),
  ];
  const plan = planChange(finding);
  return paragraphs([
    head.filter((part) => part !== '').join(' · '),
    prose(message),
    alsoLines(others, options).join('\n'),
    ...explanation(why, fix),
    plan === null ? '' : `*Plan:*\n\n${codeBlock('diff', plan)}`,
  ]);
}

/** What could not be done, in Markdown. */
export function markdownError({ code, message, why, fix, location }: ReportedError, options: RenderOptions): string {
  const head = [`**error: ${proseLine(code)}**`, ...(location === null ? [] : [linked(location, options)])];
  return paragraphs([head.join(' · '), prose(message), ...explanation(why, fix)]);
}

function alsoLines(others: readonly PlacedFinding[], options: RenderOptions): readonly string[] {
  const lines = others.slice(0, MOST_ALIKE).map(({ finding: { location, message } }) => {
    const where = location === null ? '' : `${linked(location, options)} `;
    return `- ${where}${proseLine(message)}`;
  });
  const more = others.length - lines.length;
  return more === 0 ? lines : [...lines, `- and ${more} more`];
}

function explanation(why: string, fix: string): readonly string[] {
  return [prose(why) && `*Why:* ${prose(why)}`, fix.trim() && `*Fix:*\n\n${codeBlock('sql', fix)}`];
}

function linked(location: Location, { base, blob }: RenderOptions): string {
  const text = inlineCode(place({ ...location, file: repositoryPath(base, location.file) }));
  if (blob === null) return text;
  return `[${text}](${blob}${repositoryUri(base, location.file)}#L${location.line})`;
}

function paragraphs(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => `${text}\n\n`)
    .join('');
}
