import { expect, test } from 'vitest';

import { allElements, type ParsedElement, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { markAt } from '../lossMarks.ts';
import { renderSvg } from '../renderSvg.ts';
import { type PairedRow, pairedDots } from './pairedDots.ts';

const options = { title: 'accuracy', description: 'Accuracy by seed.', trivial: 0.3 };

const row = (index: number, values: readonly number[]): PairedRow => ({
  label: `loss${index}`,
  mark: markAt(index),
  values: values.map((value, seed) => ({ seed, value, failed: value === options.trivial })),
});

const elementsOf = async (rows: readonly PairedRow[]) =>
  allElements(parsedHtml(await renderSvg(pairedDots(rows, options))));

/** Where the marks of a loss stand. */
const placesOf = (elements: readonly ParsedElement[], index: number, as: 'fill' | 'stroke') =>
  elements
    .filter(({ attributes }) => attributes.get(as) === markAt(index).color)
    .map(({ attributes }) => (attributes.get('transform')?.match(/[-\d.]+/g) ?? []).map(Number));

test('a few losses stand in columns, one line a seed, higher values above', async () => {
  const elements = await elementsOf([row(0, [0.9, 0.8]), row(1, [0.7, 0.6])]);
  const [[x0 = 0, y0 = 0] = [], [x1 = 0, y1 = 0] = []] = placesOf(elements, 0, 'fill');
  expect(x0).toBe(x1);
  expect(y0).toBeLessThan(y1);
  const lines = elements.filter(({ attributes }) => /^M[^LZ]+L[^LZ]+$/.test(attributes.get('d') ?? ''));
  expect(lines).toHaveLength(2);
});

test('many losses stand in rows, higher values to the right', async () => {
  const elements = await elementsOf(Array.from({ length: 8 }, (_, index) => row(index, [0.9, 0.8])));
  const [[x0 = 0, y0 = 0] = [], [x1 = 0, y1 = 0] = []] = placesOf(elements, 3, 'fill');
  expect(y0).toBe(y1);
  expect(x0).toBeGreaterThan(x1);
  expect(elements.filter(({ name }) => name === 'text').map(textOf)).toContain('loss7');
});

test('a run that failed is a cross on the line of the trivial model', async () => {
  const elements = await elementsOf([row(0, [0.9, 0.8]), row(1, [0.7, 0.3])]);
  const crosses = placesOf(elements, 1, 'stroke');
  expect(crosses).toHaveLength(1);
  const dashed = elements.filter(({ attributes }) => attributes.get('stroke-dasharray') === '4,3');
  expect(dashed).toHaveLength(1);
  const height = Number(dashed[0]?.attributes.get('transform')?.match(/[-\d.]+/g)?.[1]);
  expect(crosses[0]?.[1]).toBeCloseTo(height, 0);
});

test('a value that is out of all proportion is an arrow at the edge, and the others keep their picture', async () => {
  const elements = await elementsOf([row(0, [0.9, 0.8]), row(1, [0.7, 1e300])]);
  const [first = [], second = []] = placesOf(elements, 0, 'fill');
  expect(Math.abs((first[1] ?? 0) - (second[1] ?? 0))).toBeGreaterThan(20);
  expect(placesOf(elements, 1, 'fill')).toHaveLength(2);
});
