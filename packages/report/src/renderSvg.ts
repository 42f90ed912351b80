import { visibleLines } from '@losskit/errors';
import { parse, textMetrics, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { FIGURE_FONT, figureConfig } from './figureConfig.ts';
import { escapeHtml } from './html.ts';

// Where the optional package `canvas` happens to be installed vega would measure text with it, and the same
// figure would come out differently from machine to machine.
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
 * Draws a Vega-Lite specification as SVG markup, without a browser. The same specification gives the same
 * bytes.
 *
 * Text and axes are drawn in `currentColor`, so an inlined figure follows the page's colours. The
 * specification's `description` becomes the accessible name, and that of a mark is shown when the pointer is on it.
 *
 * @param idPrefix Starts each id inside the figure; give each figure of a page its own. Default `figure`.
 * @throws Error when the specification is not valid Vega-Lite.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * const curves = [{ label: 'huber', points: [{ x: 0, value: 0, slope: 0 }, { x: 2, value: 1.5, slope: 1 }] }];
 * await writeFile('huber.svg', await renderSvg(lossCurves(curves, ['residual'])));
 * ```
 */
export async function renderSvg(spec: TopLevelSpec, idPrefix = 'figure'): Promise<string> {
  const view = new View(parse(compile(spec, { config: figureConfig, logger: silent }).spec), {
    renderer: 'none',
    logger: silent,
  });
  const svg = await view.toSVG();
  view.finalize();
  // Vega escapes what is markup; names may hold what turns the text around them.
  return tidySvg(visibleLines(svg), idPrefix, typeof spec.description === 'string' ? spec.description : '');
}

// What follows from the root's own attributes, or says to a screen reader what the root's name already says.
const NEEDLESS =
  / (?:xmlns:xlink|version|class|role|aria-hidden|aria-roledescription|pointer-events|stroke-miterlimit)="[^"]*"| (?:opacity|stroke-width)="1"| font-weight="normal"/g;
const UNUSED_STROKE_WIDTH = /^(?!.* stroke=)(.*) stroke-width="[^"]*"/s;
// Backgrounds of what has none; a figure fills nothing that does not say so.
const INVISIBLE = /<path d="[^"]*"(?: display="none")?\/>/g;
const FONT = ` font-family="${escapeHtml(FIGURE_FONT)}"`;
// What a mark says of itself, which a browser shows on hover.
const LABELLED = /<(\w+) aria-label="([^"]*)"([^>]*)\/>/g;
const GEOMETRY = / (d|transform|x|y|x1|x2|y1|y2|width|height)="([^"]+)"/g;

function tidySvg(svg: string, idPrefix: string, description: string): string {
  // Vega numbers clip paths and gradients by a counter of the process.
  const ids = new Map<string, string>();
  const renumbered = (id: string) => {
    const known = ids.get(id) ?? `${idPrefix}-${ids.size + 1}`;
    ids.set(id, known);
    return known;
  };
  return svg
    .replace(/<[^>]*>/g, (tag) =>
      tag
        .replace(NEEDLESS, '')
        .replace(FONT, '')
        .replace(UNUSED_STROKE_WIDTH, '$1')
        .replace(/ id="([^"]+)"/, (_, id: string) => ` id="${renumbered(id)}"`)
        .replace(/url\(#([^)]+)\)/, (_, id: string) => `url(#${renumbered(id)})`)
        .replace(GEOMETRY, (_, name: string, value: string) => ` ${name}="${rounded(value)}"`),
    )
    .replace(INVISIBLE, '')
    .replace(LABELLED, '<$1$3><title>$2</title></$1>')
    .replace('<svg', `<svg role="img" aria-label="${escapeHtml(description)}"${FONT}`);
}

function rounded(numbers: string): string {
  return numbers.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (digits) => String(Number(Number(digits).toFixed(1))));
}
