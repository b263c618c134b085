import { printable } from './printable.ts';

/** Values by name; one that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What XML cannot hold even as a reference, and what is left of it when everything unprintable is gone. */
const FORBIDDEN = /[\ufffe\uffff]/g;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/** An XML element around others; without any it is empty. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const tag = openTag(name, attributes);
  return children.length === 0 ? `<${tag}/>` : `<${tag}>\n${children.join('\n')}\n</${name}>`;
}

/** An XML element around foreign text. */
export function textElement(name: string, attributes: Attributes, text: string): string {
  return `<${openTag(name, attributes)}>${escaped(text, /[&<>]/g)}</${name}>`;
}

function openTag(name: string, attributes: Attributes): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    // Unescaped, a line end in an attribute is read back as a blank (https://www.w3.org/TR/xml/#AVNormalize).
    value === undefined ? [] : [` ${key}="${escaped(String(value), /[&<>"\t\n]/g)}"`],
  );
  return `${name}${given.join('')}`;
}

/** Of the characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets) none is left. */
function escaped(text: string, special: RegExp): string {
  return printable(text)
    .replace(FORBIDDEN, '\ufffd')
    .replace(special, (mark) => REFERENCES[mark] ?? mark);
}
