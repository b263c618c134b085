/** What the comments at the top of a migration of yoyo tell the tool. */
export interface YoyoHeader {
  /** Ids of other migrations. */
  readonly depends: readonly string[];
  readonly transactional: boolean;
}

/** Reads `-- depends: …` and `-- transactional: false` above the first line that is no comment. */
export function yoyoHeader(text: string): YoyoHeader {
  const top = /^(?:[ \t]*--[^\n]*(?:\n|$))*/.exec(text)?.[0] ?? '';
  const values = (name: string): readonly string[] =>
    [...top.matchAll(new RegExp(`^[ \\t]*--[ \\t-]*${name}:([^\\r\\n]*)`, 'gm'))].flatMap(
      (match) => match[1]?.trim().split(/\s+/) ?? [],
    );
  return {
    depends: values('depends').filter((id) => id !== ''),
    transactional: !values('transactional').some((value) => value.toLowerCase() === 'false'),
  };
}
