import type { LooseFinding } from '../model/report.ts';
import { labelled } from './labelled.ts';
import type { Paint } from './paint.ts';
import { place } from './place.ts';
import { printable, printableLine } from './printable.ts';

/** A finding that no step and no seed shows again: what, why, what to do. */
export function looseBlock(finding: LooseFinding, paint: Paint): readonly string[] {
  const { check, object, message, why, fix, location } = finding;
  const head = [
    paint('bad', '✗'),
    paint('strong', printableLine(check)),
    ...(location === null ? [] : [printableLine(place(location))]),
    printableLine(object),
  ];
  return [
    head.join('  '),
    ...printable(message)
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    ...(why === '' ? [] : labelled('why', why)),
    ...(fix === '' ? [] : labelled('fix', fix)),
  ];
}
