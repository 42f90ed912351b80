// @ts-check
// The curve of a loss and of its slope as SVG, drawn by the renderer of reports from what the loss computes.

import { prepareBackend } from '@losskit/backends';

import { AXES } from '../../packages/cli/dist/curves/axes.js';
import { lossSlices } from '../../packages/cli/dist/curves/lossSlices.js';
import { sampleCurve } from '../../packages/cli/dist/curves/sampleCurve.js';
import { lossShape } from '../../packages/report/dist/figures/lossShape.js';
import { renderSvg } from '../../packages/report/dist/index.js';
import { markAt } from '../../packages/report/dist/lossMarks.js';
import { shortIn, TEXTS } from './language.mjs';

/** @typedef {import('../../packages/losses/dist/contract.js').AnyLoss} AnyLoss */

/** Odd, so that a kink in the middle is a point. */
const POINTS = 241;

await prepareBackend('cpu', 'tiny');

/** @type {Map<string, import('../../packages/cli/dist/curves/sampleCurve.js').CurvePoint[]>} */
const sampled = new Map();

/**
 * Two panels, or undefined where the value of a loss is not one of a few numbers.
 *
 * @param {import('./language.mjs').Language} language
 * @param {AnyLoss} loss
 * @returns {Promise<string | undefined>} HTML
 */
export async function lossFigure(language, loss) {
  const { name } = loss.declaration;
  const [slice] = lossSlices(loss.declaration);
  if (slice === undefined) return undefined;
  const points = sampled.get(name) ?? sampleCurve(loss, slice, POINTS);
  sampled.set(name, points);
  const { value, slope, over, curveOf } = TEXTS[language];
  const axis = shortIn(language, AXES[slice.axis].title);
  const { color } = markAt(0);
  const panels = await Promise.all(
    /** @type {const} */ ([
      ['value', value],
      ['slope', slope],
    ]).map(([field, title]) =>
      renderSvg(
        lossShape(
          points.map(({ x }) => x),
          [{ color, dash: [], values: points.map((point) => point[field]), rug: [] }],
          { title, xTitle: axis, description: `${name}: ${title} ${over} ${axis}` },
        ),
        `${name}-${field}`,
      ),
    ),
  );
  const fixed = shortIn(language, slice.fixed);
  const caption = fixed === '' ? curveOf : `${curveOf}; ${fixed}`;
  return `<figure class="loss-figure" v-pre><div>${panels.join('')}</div><figcaption>${caption}.</figcaption></figure>`;
}
