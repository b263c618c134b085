/** A workflow command as the runner of GitHub Actions understood it. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * The commands in an output, read by the rules of the runner and independently of how they are written:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function runnerCommands(output: string): readonly RunnerCommand[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const command = newForm(line.trimStart()) ?? oldForm(line);
    return command === null ? [] : [command];
  });
}

/** `::name key=value,key=value::data` at the beginning of a line. */
function newForm(line: string): RunnerCommand | null {
  const end = line.indexOf('::', 2);
  if (!line.startsWith('::') || end < 0) return null;
  const [name = '', ...rest] = line.slice(2, end).split(' ');
  const pairs = rest
    .join(' ')
    .trim()
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key, unescaped(value.join('='), ['%3A', '%2C'])];
    });
  return { name, properties: Object.fromEntries(pairs), data: unescaped(line.slice(end + 2), []) };
}

/** `##[name key=value]data` anywhere in a line. */
function oldForm(line: string): RunnerCommand | null {
  const match = /##\[([^\]]*)\](.*)/.exec(line);
  return match === null ? null : { name: match[1] ?? '', properties: {}, data: match[2] ?? '' };
}

function unescaped(text: string, more: readonly string[]): string {
  return ['%0D', '%0A', ...more, '%25'].reduce((left, code) => left.replaceAll(code, decodeURIComponent(code)), text);
}
