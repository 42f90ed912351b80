import { extname } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { writeWholeFile } from '@losskit/files';

/** The description of a figure. */
type Figure = Parameters<typeof import('@losskit/report')['renderSvg']>[0];

/** Pixels per unit: 300 dots per inch where a figure is as wide as a page. */
const PNG_SCALE = 3;
const FORMATS = ['.svg', '.png'];

/** Refuses the name of a file that is no figure. @throws LosskitError `option-invalid`. */
export function checkFigurePath(path: string): string {
  if (FORMATS.includes(extname(path).toLowerCase())) return path;
  throw new LosskitError(
    'option-invalid',
    `--out: expected a file name that ends in .svg or .png, got '${path}'.`,
  );
}

/** Writes a figure as SVG or PNG, by the file's name. */
export async function writeFigure(path: string, figure: Figure): Promise<void> {
  // Only now: what draws figures takes a while to load.
  const { renderPng, renderSvg } = await import('@losskit/report');
  const svg = await renderSvg(figure);
  await writeWholeFile(path, extname(path).toLowerCase() === '.png' ? renderPng(svg, PNG_SCALE) : svg);
}
