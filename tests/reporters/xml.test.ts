import { expect, test } from 'vitest';
import { element, textElement } from '../../harness/reporters/xml.ts';

test('an attribute keeps its blanks, which a reader of XML would else make spaces of', () => {
  expect(element('a', { b: 'x\ty\nz', c: undefined, d: 1 })).toBe('<a b="x&#9;y&#10;z" d="1"/>');
});

test('text keeps its lines, and ends neither its element nor a CDATA section', () => {
  expect(textElement('a', { b: '"<&' }, 'x\n]]></a>"&')).toBe('<a b="&quot;&lt;&amp;">x\n]]&gt;&lt;/a&gt;"&amp;</a>');
});

test('an element stands around others, each on lines of its own', () => {
  expect(element('a', {}, [element('b', {}), textElement('c', {}, '')])).toBe('<a>\n<b/>\n<c></c>\n</a>');
});
