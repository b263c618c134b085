import { UserError } from '../model/errors.ts';

/** File systems take 255 bytes; version, direction and ending come to it. */
const LONGEST = 100;

/**
 * The words of a new step's name, fit for a file name in every layout: small letters and digits of ASCII. Accents are
 * left off, a change to a capital begins a word, and what is neither letter nor digit ends one. Throws `UserError` for a
 * name that is a path, holds control characters, or cannot be written so.
 */
export function stepWords(name: string): readonly string[] {
  if (/[/\\]|^\.+$/.test(name))
    throw refused(name, 'it is a path', 'Which folder it belongs to is told by the layout.');
  if (/\p{C}/u.test(name)) throw refused(name, 'it holds characters that cannot be seen', 'Type it anew.');
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const foreign = /(?![A-Za-z0-9])[\p{L}\p{N}]/u.exec(plain)?.[0];
  if (foreign !== undefined) {
    throw refused(name, `"${foreign}" has no plain form`, 'Not every tool and file system takes other than A to Z.');
  }
  const words =
    plain
      .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  if (words.length === 0) throw refused(name, 'it has neither letter nor digit', 'A file is known by its name.');
  if (words.join(' ').length > LONGEST) {
    throw refused(name, `it is longer than ${LONGEST} characters`, 'File systems bound the length of a name.');
  }
  return words;
}

function refused(name: string, reason: string, why: string): UserError {
  return new UserError('bad-usage', `${JSON.stringify(name)} cannot be the name of a step: ${reason}`, {
    why,
    fix: 'Say what the step does in a few words: stepproof new add_tags',
  });
}
