import { expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { markAt } from '../lossMarks.ts';
import { renderSvg } from '../renderSvg.ts';
import { intervalPlot } from './intervalPlot.ts';

const row = { label: 'huber', mark: markAt(0), values: [1, 3], mean: 2, low: 0.5, high: 3.5 };
const options = { title: 'RMSE', description: 'RMSE of each loss.', reference: null };
const elementsOf = async () => allElements(parsedHtml(await renderSvg(intervalPlot([row], options))));

test('what a mark stands for is shown on hover', async () => {
  const titles = (await elementsOf()).filter(({ name }) => name === 'title').map(textOf);
  expect(titles).toEqual([
    'huber: mean 2 (0.5 to 3.5)',
    'huber: 1',
    'huber: 3',
    'huber: mean 2 (0.5 to 3.5)',
  ]);
});

test('seeds are drawn over the bar and outlined in ink, so that they show on a light and a dark page', async () => {
  const elements = await elementsOf();
  const isBar = ({ attributes }: (typeof elements)[number]) => attributes.get('stroke') === markAt(0).color;
  const seeds = elements.flatMap(({ attributes }, index) =>
    attributes.get('fill') === markAt(0).color && attributes.get('stroke') === 'currentColor' ? [index] : [],
  );
  expect(seeds).toHaveLength(2);
  for (const index of seeds) expect(index).toBeGreaterThan(elements.findIndex(isBar));
});
