import type { Reporter } from '../model/report.ts';
import type { RenderOptions } from './render.ts';

/** Every report format by the name that `--reporter` takes; only the one asked for is loaded. */
export const reporters: Readonly<Record<string, (options: RenderOptions) => Promise<Reporter>>> = {
  text: async (options) => {
    const { textReport } = await import('./text.ts');
    return (report) => textReport(report, options);
  },
  json: async () => (await import('./json.ts')).jsonReport,
  github: async (options) => {
    const { githubReport } = await import('./github.ts');
    return (report) => githubReport(report, options);
  },
  junit: async (options) => {
    const { junitReport } = await import('./junit.ts');
    return (report) => junitReport(report, options);
  },
  sarif: async (options) => {
    const { sarifReport } = await import('./sarif.ts');
    const rules = await options.rules();
    return (report) => sarifReport(report, options, rules);
  },
  markdown: async (options) => {
    const { markdownReport } = await import('./markdown.ts');
    return (report) => markdownReport(report, options);
  },
};
