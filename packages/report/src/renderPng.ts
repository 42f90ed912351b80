import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

/** DejaVu Sans 2.37 as it is published; a package of the whole family is sixteen times as large. */
const FONT = fileURLToPath(new URL('../fonts/DejaVuSans.ttf', import.meta.url));
const FAMILY = 'DejaVu Sans';

/** Chinese, Japanese and Korean characters, which a font of their size cannot come along for. */
const EAST_ASIAN = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/**
 * Draws SVG markup as a PNG. Text is set in a font that comes along, so that a machine without fonts draws it
 * too, and every machine the same; but for Chinese, Japanese and Korean characters, which take a font of the system.
 *
 * @param scale Pixels per unit of the SVG; 3 is fine enough for print.
 */
export function renderPng(svg: string, scale: number): Uint8Array {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: [FONT],
      loadSystemFonts: EAST_ASIAN.test(svg),
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  return drawing.render().asPng();
}
