import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const FAMILY = 'DejaVu Sans';

/**
 * Draws SVG markup as a PNG. Text is set in a font that comes along, so that a machine without fonts draws it
 * too, and every machine the same.
 *
 * @param scale Pixels per unit of the SVG; 3 is fine enough for print.
 */
export function renderPng(svg: string, scale: number): Uint8Array {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: [FONT],
      loadSystemFonts: false,
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  return drawing.render().asPng();
}
