import type { Reporter } from '../model/report.ts';
import type { RenderOptions } from './render.ts';

/** Every report format by the name that `--reporter` takes; only the one asked for is loaded. */
export const reporters: Readonly<Record<string, (options: RenderOptions) => Promise<Reporter>>> = {
  text: async (options) => {
    const { textReport } = await import('./text.ts');
    return (report) => textReport(report, options);
  },
  json: async () => (await import('./json.ts')).jsonReport,
};
