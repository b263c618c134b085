/** A Markdown text taken apart by the rules of GitHub Flavored Markdown, as far as our summaries use them. */
export interface ReadMarkdown {
  /** The contents of the fenced blocks of code. */
  readonly blocks: readonly string[];
  /** Every line outside of them, with code inside the line left out. */
  readonly lines: readonly string[];
}

/** Throws for a block of code that never ends. */
export function readMarkdown(text: string): ReadMarkdown {
  const blocks: string[] = [];
  const lines: string[] = [];
  let fence: { readonly ticks: number; readonly content: string[] } | null = null;
  for (const line of text.split('\n')) {
    const ticks = /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1]?.length ?? 0;
    if (fence === null) {
      if (ticks > 0) fence = { ticks, content: [] };
      else lines.push(withoutCode(line));
    } else if (ticks >= fence.ticks && /^ {0,3}`+\s*$/.test(line)) {
      blocks.push(fence.content.join('\n'));
      fence = null;
    } else fence.content.push(line);
  }
  if (fence !== null) throw new Error(`a block of code does not end: ${fence.content.join('\n')}`);
  return { blocks, lines };
}

/** What a reader sees of text that is no code: escapes and entities carried out. */
export function shownText(markdown: string): string {
  return markdown
    .replace(/<span>([@$])<\/span>/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, (_escape, mark: string) => `&#${mark.charCodeAt(0)};`)
    .replace(/&(?:#(\d+)|amp|lt|gt);/g, (entity, code: string | undefined) =>
      code === undefined
        ? ({ '&amp;': '&', '&lt;': '<', '&gt;': '>' }[entity] ?? entity)
        : String.fromCharCode(Number(code)),
    );
}

/** Code inside a line begins behind a run of backticks and ends before the next run of the same length. */
function withoutCode(line: string): string {
  let kept = '';
  for (let at = 0; at < line.length; ) {
    const rest = line.slice(at);
    const escaped = /^\\[!-/:-@[-`{-~]/.exec(rest)?.[0];
    const run = /^`+/.exec(rest)?.[0];
    const code = run === undefined ? undefined : codeBehind(run, rest);
    const piece = escaped ?? code ?? run ?? rest[0] ?? '';
    kept += piece === code ? '<code>' : piece;
    at += piece.length;
  }
  return kept;
}

function codeBehind(run: string, rest: string): string | undefined {
  const end = [...rest.slice(run.length).matchAll(/`+/g)].find(([other]) => other === run);
  return end === undefined ? undefined : rest.slice(0, run.length + end.index + run.length);
}
