import type { WrittenProgram, WrittenSchema } from '../../model/written.ts';

/** A view or a trigger, and what a finding calls it. */
export interface NamedProgram {
  readonly object: string;
  readonly program: WrittenProgram;
}

/** The views and triggers of a schema. */
export function programsOf({ views, triggers }: WrittenSchema): readonly NamedProgram[] {
  return [
    ...[...views.values()].map((program) => ({ object: `view ${program.name}`, program })),
    ...[...triggers.values()].map((program) => ({ object: `trigger ${program.name}`, program })),
  ];
}
