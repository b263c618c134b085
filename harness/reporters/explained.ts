import { printable } from './printable.ts';

interface Explained {
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** A finding or an error as plain text in paragraphs, for windows that lay it out by themselves. */
export function explained({ message, why, fix }: Explained, replay = ''): string {
  return [
    message,
    ...(why === '' ? [] : [`why: ${why}`]),
    ...(fix === '' ? [] : [`fix: ${fix}`]),
    ...(replay === '' ? [] : [`replay: ${replay}`]),
  ]
    .map((paragraph) => printable(paragraph).trimEnd())
    .join('\n\n');
}
