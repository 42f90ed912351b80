import { parse, textMetrics, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { figureConfig } from './figureConfig.ts';
import { escapeHtml } from './html.ts';

// Exported by vega, but missing from its types.
declare module 'vega' {
  export const textMetrics: { canvas(use: boolean): void };
}

// Where the optional package `canvas` happens to be installed vega would measure text with it, and the same figure
// would come out differently from machine to machine.
textMetrics.canvas(false);

const silent = {
  level: () => silent,
  error: (...messages: readonly unknown[]) => {
    throw new Error(`renderSvg: expected a valid specification, got ${messages.join(' ')}.`);
  },
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
};

/**
 * Draws a Vega-Lite specification as SVG markup, without a browser. The same specification gives the same bytes.
 *
 * Text and axes are drawn in `currentColor`, so an inlined figure follows the page's colours. The specification's
 * `description` becomes the accessible name.
 *
 * @param idPrefix Starts each id inside the figure; give each figure of a page its own.
 */
export async function renderSvg(spec: TopLevelSpec, idPrefix = 'figure'): Promise<string> {
  const view = new View(parse(compile(spec, { config: figureConfig, logger: silent }).spec), {
    renderer: 'none',
    logger: silent,
  });
  const svg = await view.toSVG();
  view.finalize();
  return tidySvg(svg, idPrefix, typeof spec.description === 'string' ? spec.description : '');
}

function tidySvg(svg: string, idPrefix: string, description: string): string {
  // Vega numbers clip paths and gradients by a counter of the process.
  const ids = new Map<string, string>();
  for (const [, id] of svg.matchAll(/ id="([^"]+)"/g)) {
    if (id !== undefined && !ids.has(id)) ids.set(id, `${idPrefix}-${ids.size + 1}`);
  }
  return svg
    .replace(/ id="([^"]+)"/g, (whole, id: string) => (ids.has(id) ? ` id="${ids.get(id)}"` : whole))
    .replace(/url\(#([^)]+)\)/g, (whole, id: string) => (ids.has(id) ? `url(#${ids.get(id)})` : whole))
    .replace(/ xmlns:xlink="[^"]*"| version="1\.1"| class="[^"]*"| stroke-miterlimit="10"/g, '')
    .replace(/ (d|transform|x|y|x1|x2|y1|y2|width|height)="([^"]+)"/g, (_, name: string, value: string) => {
      return ` ${name}="${value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (digits) => String(Number(Number(digits).toFixed(1))))}"`;
    })
    .replace('<svg ', `<svg role="img" aria-label="${escapeHtml(description)}" `);
}
