import { expect, test } from 'vitest';

import { english } from '../messages/en/index.ts';
import { renderSvg } from '../renderSvg.ts';
import { pathPlot } from './pathPlot.ts';

const line = { color: 'black', dash: [], width: 2, higherIsBetter: false, values: [1, 2, 3] };

async function textsAt(from: string, to: string): Promise<string[]> {
  const options = { description: 'A path.', from, to, words: english.figures };
  const svg = await renderSvg(pathPlot([0, 0.5, 1], [line], options));
  return [...svg.matchAll(/>([^<]+)<\/text>/g)].flatMap(([, text]) => text ?? []);
}

test('both ends have their whole names where these are short enough', async () => {
  const names = ['meanAbsoluteError', 'smoothL1:beta=0.25'] as const;
  expect(await textsAt(...names)).toEqual(expect.arrayContaining([...names, 'best', 'worst']));
});

test('longer names are cut so that both ends stay told apart', async () => {
  const texts = await textsAt('binaryCrossEntropyWithLogits:labelSmoothing=0.1', 'binaryFocal');
  expect(texts).toEqual(expect.arrayContaining(['binaryFocal']));
  expect(texts.filter((text) => text.includes('…')).map((text) => [...text].length)).toEqual([18]);
});
