/** A text with its ASCII letters, which are those that NOCASE knows, in the other case. */
export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}
