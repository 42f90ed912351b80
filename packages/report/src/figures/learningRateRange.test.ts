import { expect, test } from 'vitest';

import { childrenOf, parsedHtml } from '../../fixtures/parsedHtml.ts';
import { renderPng } from '../renderPng.ts';
import { renderSvg } from '../renderSvg.ts';
import { learningRateRange } from './learningRateRange.ts';

/** A loss that stays, falls by 4 from 1e-4 on, and goes up by decades from 1 on; plus an offset. */
const tableOf = (offset: number) =>
  Array.from({ length: 81 }, (_, index) => {
    const learningRate = 10 ** (-7 + index / 10);
    const fall = Math.min(4, Math.max(0, Math.log10(learningRate / 1e-4)));
    const loss = 5 + offset - fall + (learningRate > 1 ? learningRate ** 6 : 0);
    return { learningRate, loss, smoothed: loss };
  });

const drawn = async (offset: number, suggestion: number | undefined) =>
  renderSvg(learningRateRange({ table: tableOf(offset), suggestion, stopped: 'diverged' }, 'huber'));

test('says what it shows, and shows the rate that is suggested', async () => {
  const svg = await drawn(0, 0.012);
  for (const text of ['learning rate', 'huber', 'smoothed', 'suggestion 0.012'])
    expect(svg).toContain(`>${text}<`);
  expect(svg).toContain('>suggestion 0.012; the test ended: diverged<');
  expect(svg).toContain('fill="white"');
  expect(childrenOf(parsedHtml(svg))[0]?.attributes.get('aria-label')).toBe(
    'The huber over the learning rate in a range test: suggestion 0.012.',
  );
});

test('shows the fall though the loss then rises by decades, also below zero', async () => {
  const lineOf = (svg: string) => /d="(M[^"]+)" stroke="#[0-9a-f]+" stroke-width="2"/.exec(svg)?.[1];
  const plain = lineOf(await drawn(0, undefined));
  expect(plain).toBeDefined();
  const heights = [...(plain ?? '').matchAll(/[ML][-\d.]+,([-\d.]+)/g)].map(([, y]) => Number(y));
  // From the start down to the least loss: nearly half of 260 pixels.
  expect(Math.max(...heights.slice(0, 70)) - (heights[0] ?? 0)).toBeGreaterThan(100);
  expect(lineOf(await drawn(-1000, undefined))).toBe(plain);
});

test('without a suggestion, and with a loss that stays, there is a figure all the same', async () => {
  const table = [1e-3, 1e-2].map((learningRate) => ({ learningRate, loss: 2, smoothed: 2 }));
  const svg = await renderSvg(learningRateRange({ table, suggestion: undefined, stopped: 'batches ended' }));
  expect(svg).toContain('no suggestion');
  expect(svg).not.toMatch(/NaN|Infinity/);
});

test('a loss that leaves all bounds has a figure, as a picture too', async () => {
  const table = [1, 0.5, 1e30, 3e38].map((loss, index) => ({
    learningRate: 10 ** index,
    loss,
    smoothed: loss,
  }));
  const svg = await renderSvg(learningRateRange({ table, suggestion: 3, stopped: 'not finite' }));
  expect(svg).not.toMatch(/e\+\d/);
  expect(renderPng(svg, 1).length).toBeGreaterThan(1000);
});
