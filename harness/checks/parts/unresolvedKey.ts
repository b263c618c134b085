/** Whether the engine refused a statement because a foreign key on its way refers to nothing that could be a parent. */
export function isUnresolvedKey({ message }: { readonly message: string }): boolean {
  return /^foreign key mismatch|^no such table: main\./.test(message);
}
