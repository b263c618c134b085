import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinedScript } from '../../harness/layouts/joinedScript.ts';
import { markedSections, scriptOfSections, sectionsOf } from '../../harness/layouts/sections.ts';
import { scriptOf } from '../../harness/sql/script.ts';

const MARKER = /^-- (up|down)([^\r\n]*)/gm;

const line = fc.constantFrom('-- up', '-- down x', 'SELECT 1;', '  DELETE FROM t; SELECT 2;', '', '-- 🙂');
const file = fc.tuple(fc.array(line), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => lines.join(end));

describe('the sections of a file', () => {
  test('hold each statement once, where it stands in the file', () => {
    fc.assert(
      fc.property(file, (text) => {
        const sections = markedSections(text, MARKER);
        fc.pre(sections.length > 0);
        const found = (['up', 'down'] as const).flatMap(
          (direction) => scriptOfSections('f.sql', text, sectionsOf(sections, direction)).statements,
        );
        expect(found.toSorted((a, b) => a.start - b.start)).toEqual(scriptOf('f.sql', text).statements);
      }),
    );
  });

  test('keep every line and every character of the file in its place', () => {
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(), (text, a, b) => {
        const [from, to] = [a % (text.length + 1), b % (text.length + 1)];
        fc.pre(from <= to);
        const kept = scriptOfSections('f.sql', text, [{ from, to }]).text;
        expect(kept.length).toBe(to);
        expect(kept.slice(from)).toBe(text.slice(from, to));
        expect(kept.split('\n').length).toBe(text.slice(0, to).split('\n').length);
      }),
    );
  });
});

describe('a script of several files', () => {
  test('holds their statements in order, each at its offset in the text and its place in its file', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), (texts) => {
        const [first, ...rest] = texts.map((text, index) => scriptOf(`${index}.sql`, text));
        if (first === undefined) return;
        const joined = joinedScript([first, ...rest]);
        const apart = [first, ...rest].flatMap(({ path, statements }) =>
          statements.map(({ text, line: row, column }) => ({ path, text, row, column })),
        );
        expect(
          joined.statements.map(({ path, text, line: row, column }) => ({ path: path ?? '0.sql', text, row, column })),
        ).toEqual(apart);
        for (const { start, text } of joined.statements) expect(joined.text.startsWith(text, start)).toBe(true);
      }),
    );
  });
});
