import { expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { renderSvg } from '../renderSvg.ts';
import { criticalDifferenceDiagram } from './criticalDifferenceDiagram.ts';

const losses = [1.2, 1.9, 3.1, 3.8].map((rank, index) => ({ loss: `loss${index}`, rank }));

/** Widths of the thick bars, which join losses. */
async function barsFor(criticalDifference: number): Promise<number[]> {
  const elements = allElements(
    parsedHtml(await renderSvg(criticalDifferenceDiagram(losses, criticalDifference))),
  );
  return elements
    .filter(({ attributes }) => attributes.get('stroke-width') === '4')
    .map(({ attributes }) => Number(attributes.get('x2')));
}

test('joins the longest runs of losses within the critical difference', async () => {
  expect(await barsFor(1)).toHaveLength(2);
  const [first = 0, second = 0] = await barsFor(1.5);
  expect(second).toBeGreaterThan(first);
  expect(await barsFor(0.5)).toEqual([]);
  expect(await barsFor(5)).toHaveLength(1);
});

test('names all losses and the difference', async () => {
  const svg = await renderSvg(criticalDifferenceDiagram(losses, 1.234));
  const texts = allElements(parsedHtml(svg))
    .filter(({ name }) => name === 'text')
    .map(textOf);
  expect(texts).toEqual(expect.arrayContaining(['loss0', 'loss3', 'critical difference 1.23', '1', '4']));
});
