import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenProgram, WrittenSchema } from '../model/written.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { widthsOf } from './parts/widths.ts';

/** A view is compiled when it is used, and its * then is what its tables have by then (https://sqlite.org/lang_createview.html). */
export const starInAView: Hazard = {
  id: 'star-in-a-view',
  summary: 'A view selects *, and a column that its table gains or loses changes or breaks the view.',

  look({ script, statements }): readonly Finding[] {
    const start = statements[0]?.before;
    const end = statements.at(-1)?.after;
    if (start === undefined || end === undefined || start.tables === end.tables) return [];
    return [...end.views.values()].flatMap((view): readonly Finding[] => {
      const is = shapeOf(view, end);
      const met = statements.find(({ before, after }) => {
        const was = after.views.get(view.name.toLowerCase()) === view ? shapeOf(view, before) : null;
        return is !== null && was?.fits === true && was.width !== shapeOf(view, after)?.width;
      });
      if (is === null || met === undefined) return [];
      return [
        {
          severity: is.fits ? 'note' : 'error',
          object: `view ${view.name}`,
          message: is.fits
            ? `view ${view.name} selects * and gets another number of columns`
            : `view ${view.name} selects * and cannot be used any more: its parts do not have as many columns as each other`,
          why: 'SQLite expands the * each time it compiles the view, and gives no word of it here.',
          fix: `Create ${view.name} anew with the columns that it is meant to have.`,
          location: at(script, met.statement),
          data: {},
        },
      ];
    });
  },
};

/** How many columns a view has, and whether its selects and its own list agree on it; null where that cannot be told. */
function shapeOf(view: WrittenProgram, schema: WrittenSchema) {
  const tokens = tokensOf(view);
  if (!tokens.some(({ text }) => text === '*')) return null;
  const open = readCreateHeader(tokens)?.next ?? tokens.length;
  const close = tokens[open]?.text === '(' ? closingParenthesis(tokens, open) : open;
  const listed = commaParts(tokens.slice(open + 1, close)).length;
  const as = tokens.findIndex((token, index) => index >= close && keyword(token) === 'as');
  const widths = widthsOf(tokens.slice(as + 1), schema);
  if (widths.includes(null)) return null;
  const all = listed > 0 ? [listed, ...widths] : widths;
  return { width: widths.reduce<number>((sum, width) => sum + (width ?? 0), 0), fits: new Set(all).size === 1 };
}
