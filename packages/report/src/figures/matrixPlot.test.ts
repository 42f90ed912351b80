import { expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { renderSvg } from '../renderSvg.ts';
import { matrixPlot } from './matrixPlot.ts';
import { shareCell } from './shareCell.ts';

const textsOf = async (size: number) => {
  const names = Array.from({ length: size }, (_, index) => `loss${index}`);
  const cells = names.flatMap((_, row) => names.map((__, column) => shareCell(row, column, 0.37)));
  const options = {
    rows: names,
    columns: names,
    title: 'row beats column',
    description: 'A matrix of shares.',
  };
  return allElements(parsedHtml(await renderSvg(matrixPlot(cells, options))))
    .filter(({ name }) => name === 'text')
    .map(textOf);
};

test('a small matrix has its numbers, a large one its colours alone', async () => {
  expect((await textsOf(3)).filter((text) => text === '37')).toHaveLength(9);
  const large = await textsOf(15);
  expect(large).not.toContain('37');
  expect(large.filter((text) => text === 'loss14')).toHaveLength(2);
});

test('shares above and below one half differ in colour, and one half is pale', () => {
  const [win, loss, tie] = [0.9, 0.1, 0.5].map((share) => shareCell(0, 1, share));
  expect(win?.color).not.toBe(loss?.color);
  expect(win?.strength).toBeCloseTo(0.8, 12);
  expect(loss?.strength).toBeCloseTo(0.8, 12);
  expect(tie).toMatchObject({ text: '50', strength: 0 });
});
