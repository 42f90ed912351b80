import { expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { renderSvg } from '../renderSvg.ts';
import { VERDICT_MARKS } from '../verdictMarks.ts';
import { type ForestRow, forestPlot } from './forestPlot.ts';

const options = { title: 'RMSE above the best', description: 'How far behind.', margin: 0.02 };
const rows: readonly ForestRow[] = [
  { label: 'huber', verdict: 'best', behind: null },
  { label: 'logCosh', verdict: 'undecided', behind: { mean: 0.01, low: -0.02, high: 0.04 } },
  { label: 'meanSquaredError', verdict: 'worse', behind: { mean: 0.06, low: 0.05, high: 0.07 } },
  { label: 'pinball', verdict: 'undecided', behind: { mean: 4, low: -1, high: 9 } },
  { label: 'hinge', verdict: 'not converged', behind: null },
];

const elementsOf = async (drawn: readonly ForestRow[]) =>
  allElements(parsedHtml(await renderSvg(forestPlot(drawn, options))));

/** Where the marks of a verdict stand, from left to right. */
function placesOf(elements: Awaited<ReturnType<typeof elementsOf>>, verdict: ForestRow['verdict']): number[] {
  const { color, hollow } = VERDICT_MARKS[verdict];
  return elements
    .filter(({ attributes }) => attributes.get('stroke') === color && attributes.has('d'))
    .filter(({ attributes }) => attributes.get('fill') === (hollow ? undefined : color))
    .map(({ attributes }) => Number(/translate\(([-\d.]+)/.exec(attributes.get('transform') ?? '')?.[1]));
}

test('what is worse stands to the right of the best', async () => {
  const elements = await elementsOf(rows);
  const [best = Number.NaN] = placesOf(elements, 'best');
  const [worse = Number.NaN] = placesOf(elements, 'worse');
  const [undecided = Number.NaN] = placesOf(elements, 'undecided');
  expect(best).toBeLessThan(undecided);
  expect(undecided).toBeLessThan(worse);
});

test('an interval that leaves the picture has arrows and its numbers; others have neither', async () => {
  const elements = await elementsOf(rows);
  const texts = elements.filter(({ name }) => name === 'text').map(textOf);
  expect(texts).toContain('undecided, −1 to +9');
  expect(texts).toContain('worse');
  const arrows = (found: typeof elements) =>
    found.filter(
      ({ attributes }) =>
        attributes.get('fill') === VERDICT_MARKS.undecided.color && !attributes.has('stroke'),
    ).length;
  expect(arrows(elements)).toBe(2);
  expect(arrows(await elementsOf(rows.slice(0, 3)))).toBe(0);
});

test('what compares nothing is listed without a mark', async () => {
  const elements = await elementsOf(rows);
  const texts = elements.filter(({ name }) => name === 'text').map(textOf);
  expect(texts).toEqual(expect.arrayContaining(['hinge', 'not converged']));
  const marks = elements.filter(({ attributes }) => attributes.get('stroke-width') === '2');
  expect(marks).toHaveLength(rows.length - 2);
});

test('without any margin, and with differences of nothing, there is a picture', async () => {
  const same: ForestRow = { label: 'b', verdict: 'as good', behind: { mean: 0, low: 0, high: 0 } };
  const spec = forestPlot([{ label: 'a', verdict: 'best', behind: null }, same], { ...options, margin: 0 });
  expect(await renderSvg(spec)).not.toMatch(/NaN|Infinity/);
});
