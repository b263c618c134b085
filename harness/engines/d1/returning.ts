const NAME = '(?:"(?:[^"]|"")*"|\\w+)';
const NAMES = new RegExp(`\\breturning\\s+(${NAME}(?:\\s*,\\s*${NAME})*)\\s*$`, 'i');

/**
 * Lets the columns that a RETURNING clause names come with the letters of `Cell`: the numbers of workerd cannot tell 1
 * from 1.0, and what writes cannot be asked twice. null where there is no such clause, or it is more than names.
 */
export function taggedReturning(text: string): string | null {
  const found = NAMES.exec(text);
  if (found === null) return null;
  const names = found[1]?.match(new RegExp(NAME, 'g')) ?? [];
  const terms = names.map(
    (name) =>
      `CASE typeof(${name}) WHEN 'integer' THEN 'i' || ${name} WHEN 'text' THEN 't' || ${name} ELSE ${name} END`,
  );
  return `${text.slice(0, found.index)}RETURNING ${terms.join(', ')}`;
}
