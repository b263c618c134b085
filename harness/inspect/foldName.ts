/** A name as SQLite compares it: without the case of ASCII letters, and of those only (https://sqlite.org/c3ref/stricmp.html). */
export function foldName(name: string): string {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;
}
