import { expect, test } from 'vitest';

import { english } from '../messages/en/index.ts';
import { renderSvg } from '../renderSvg.ts';
import { pathPlot } from './pathPlot.ts';

const line = { color: 'black', dash: [], width: 2, higherIsBetter: false, values: [1, 2, 3] };

async function textsAt(from: string, to: string): Promise<string[]> {
  const options = { description: 'A path.', from, to, words: english.figures };
  const svg = await renderSvg(pathPlot([0, 0.5, 1], [line], options));
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text = '']) => text.replace(/<[^>]*>/g, ''));
}

test('both ends have their whole names, in several lines where they are long', async () => {
  const names = ['binaryCrossEntropyWithLogits', 'crossEntropy:labelSmoothing=0.1'] as const;
  expect((await textsAt(...names)).sort()).toEqual([...names, 'best', 'worst'].sort());
});
