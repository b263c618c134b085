import { z } from 'zod';

/**
 * A document on its way into a JSON column: checked by its schema, then written as text. What is written is the
 * document itself and not the schema's output, which may have lost a key (zod skips `__proto__` in records).
 */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .custom<z.input<Schema>>()
    .check(({ value, issues }) => {
      for (const { path, message } of schema.safeParse(value).error?.issues ?? []) {
        issues.push({ code: 'custom', path, message, input: value });
      }
    })
    .transform((document) => JSON.stringify(document));
}

/** A JSON column's text as the document that was written; throws ZodError when it is not of that shape. */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string): z.input<Schema> {
  const document = JSON.parse(text);
  schema.parse(document);
  return document;
}
