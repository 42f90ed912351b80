// @ts-check
// The curve of a loss and of its slope as SVG, drawn by the renderer of reports from what the loss computes.

import { prepareBackend } from '@losskit/backends';

import { endsOf, nameOf, optionControls } from '../../docs/playground/dist/optionControls.js';
import { wrapWords } from '../../packages/cli/dist/output/wrapWords.js';
import { AXES } from '../../packages/losses/dist/axes.js';
import { lossSlices, sampleCurve } from '../../packages/losses/dist/curves.js';
import { lossShape } from '../../packages/report/dist/figures/lossShape.js';
import { renderSvg } from '../../packages/report/dist/index.js';
import { markAt } from '../../packages/report/dist/lossMarks.js';
import { shortIn, TEXTS } from './language.mjs';

/**
 * @typedef {import('../../packages/losses/dist/contract.js').AnyLoss} AnyLoss
 * @typedef {import('../../packages/losses/dist/curves.js').Slice} Slice
 */

/** At most, and odd, so that a kink in the middle is a point. */
const POINTS = 241;
/** Characters of a title that is no wider than its panel. */
const TITLE_WIDTH = 34;

await prepareBackend('cpu', 'tiny');

/** @type {Map<string, import('../../packages/losses/dist/curves.js').CurvePoint[]>} */
const sampled = new Map();

/** The curve with the default options. @param {AnyLoss} loss @param {Slice} slice */
function defaultCurve(loss, slice) {
  const { name } = loss.declaration;
  const points = sampled.get(name) ?? sampleCurve(loss, slice, POINTS);
  sampled.set(name, points);
  return points;
}

/** Controls of the options that the curve follows: not of those that count for other inputs only. @param {AnyLoss} loss @param {Slice} slice */
function controlsOf(loss, slice) {
  const points = defaultCurve(loss, slice);
  return optionControls(loss.declaration).filter((control) =>
    endsOf(control).some((end) =>
      sampleCurve(loss.with({ [nameOf(control)]: end }), slice, POINTS).some(
        ({ value }, index) => value !== points[index]?.value,
      ),
    ),
  );
}

/** @type {Map<string, ReturnType<typeof controlsOf>>} */
const controls = new Map();

/**
 * What the page computes its figure from.
 *
 * @param {import('./language.mjs').Language} language
 * @param {AnyLoss} loss
 * @param {Slice} slice
 * @returns {import('../../docs/playground/dist/mountLossFigure.js').LossFigure}
 */
function liveFigure(language, loss, slice) {
  const { name, layout } = loss.declaration;
  const followed = controls.get(name) ?? controlsOf(loss, slice);
  controls.set(name, followed);
  const { title, low, high } = AXES[slice.axis];
  return {
    name,
    inputs: layout.inputs.map((input) => input.name),
    axis: { title: shortIn(language, title), low, high },
    points: defaultCurve(loss, slice).length,
    controls: followed,
  };
}

/** @param {string} text */
const attributeOf = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * Two panels, which a page with JavaScript makes live.
 *
 * @param {import('./language.mjs').Language} language
 * @param {AnyLoss} loss
 * @returns {Promise<string>} HTML
 */
export async function lossFigure(language, loss) {
  const { name } = loss.declaration;
  const [slice] = lossSlices(loss.declaration);
  const points = defaultCurve(loss, slice);
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
          {
            title,
            xTitle: wrapWords(axis, TITLE_WIDTH).split('\n'),
            description: `${name}: ${title} ${over} ${axis}`,
          },
        ),
        `${name}-${field}`,
      ),
    ),
  );
  const caption = curveOf(shortIn(language, slice.fixed));
  const live = attributeOf(JSON.stringify(liveFigure(language, loss, slice)));
  return `<LossFigure figure="${live}"><figure class="loss-figure" v-pre><div>${panels.join('')}</div><figcaption>${caption}</figcaption></figure></LossFigure>`;
}
