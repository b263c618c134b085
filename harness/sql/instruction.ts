import type { Directive } from '../model/script.ts';

/** What a directive says, wherever it stands. */
export type Instruction = Pick<Directive, 'kind' | 'check' | 'reason'>;

const FORMS = {
  irreversible: '-- stepproof: irreversible "what is lost, and why that is right"',
  'foreign-keys': '-- stepproof: foreign-keys off',
  ignore: '-- stepproof: ignore <check> "why"',
};

/** Reads what stands behind `-- stepproof:`; a sentence about what is wrong when it cannot be understood. */
export function readInstruction(words: string): Instruction | string {
  const [word = '', ...rest] = words.split(/\s+/);
  switch (word) {
    case 'irreversible': {
      const reason = readReason(words.slice(word.length));
      return reason === null
        ? `A reason in double quotes is missing: ${FORMS.irreversible}`
        : instruction(word, null, reason);
    }
    case 'foreign-keys':
      if (rest.length === 1 && rest[0] === 'off') return instruction('foreign-keys-off', null, null);
      return `foreign-keys can only be switched off: ${FORMS['foreign-keys']}`;
    case 'ignore': {
      const [, check, reasonText = ''] = /^\s+([a-z][a-z0-9-]*)(.*)$/.exec(words.slice(word.length)) ?? [];
      if (check === undefined) return `The check to ignore is missing: ${FORMS.ignore}`;
      const reason = readReason(reasonText);
      return reason === null
        ? `A reason in double quotes is missing: ${FORMS.ignore}`
        : instruction(word, check, reason);
    }
    case '':
      return `Nothing follows the colon; known are ${Object.keys(FORMS).join(', ')}`;
    default:
      return `There is no directive "${word}"${suggestion(word)}; known are ${Object.keys(FORMS).join(', ')}`;
  }
}

function instruction(kind: Directive['kind'], check: string | null, reason: string | null): Instruction {
  return { kind, check, reason };
}

function readReason(text: string): string | null {
  const reason = /^\s+"(.*)"$/.exec(text)?.[1]?.trim();
  return reason ? reason : null;
}

/** The three words differ in their first two letters, which are rarely the misspelt ones. */
function suggestion(word: string): string {
  const meant = Object.keys(FORMS).find((known) => known.slice(0, 2) === word.slice(0, 2).toLowerCase());
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
