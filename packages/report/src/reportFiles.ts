import type { StudyResult } from '@losskit/study';

import { renderPng } from './renderPng.ts';
import { drawReport, type ReportOptions } from './renderReport.ts';

/** Pixels per unit: 300 dots per inch where a figure is as wide as a page. */
const PNG_SCALE = 3;

/** A figure of the page, whose ground is the page's, as one that stands alone. */
function onWhite(svg: string): string {
  return svg.replace('>', '><rect width="100%" height="100%" fill="white"/>');
}

/**
 * The report of a comparison as files of a folder: `report.html`, as `renderReport` gives it, and its main figures as `figures/….svg` and
 * `figures/….png` on white, for papers and slides. Equal results give equal bytes.
 *
 * @example
 * ```ts
 * import { compare } from '@losskit/study';
 * const files = await reportFiles(await compare({ tasks: ['linear'], seeds: 5 }));
 * [...files.keys()]; // ['report.html', 'figures/linear-differences.svg', …]
 * ```
 */
export async function reportFiles(
  result: StudyResult,
  options: ReportOptions = {},
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const { html, figures } = await drawReport(result, options);
  const files = new Map<string, string | Uint8Array>([['report.html', html]]);
  for (const { name, svg } of figures) {
    const alone = onWhite(svg);
    files.set(`figures/${name}.svg`, alone);
    files.set(`figures/${name}.png`, renderPng(alone, PNG_SCALE));
  }
  return files;
}
