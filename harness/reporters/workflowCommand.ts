/** Values by name; one that is null or empty is left out. */
export type CommandProperties = Readonly<Record<string, string | number | null>>;

/**
 * A line that GitHub Actions carries out, escaped as its own toolkit does
 * (https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts).
 */
export function workflowCommand(name: string, properties: CommandProperties, message: string): string {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value === null || value === '' ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${name}${given.length === 0 ? '' : ` ${given.join(',')}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
