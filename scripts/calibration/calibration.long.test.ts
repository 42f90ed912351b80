import { readFileSync } from 'node:fs';
import { randomStream } from '@losskit/random';
import { fastRandom } from '@losskit/study/statistics';
import { describe, expect, test } from 'vitest';

import fixture from '../../packages/study/fixtures/statistics.json' with { type: 'json' };
import { CELLS, type Cell } from './cells.mjs';
import { markdownTable } from './markdownTable.mjs';
import { beyondBounds, measureCell } from './measureCell.mjs';
import { countNever, NEVER } from './never.mjs';
import { holm, pickedBest } from './pickedBest.mjs';
import { verdictsPages } from './verdictsPages.mjs';

const SEED = 7;
const REPETITIONS = 500;
/** What 500 repetitions may be off by, in standard errors: the numbers are the same in every run. */
const STANDARD_ERRORS = 3;

/** A few of each group that together have every truth. */
function isTested({ group, losses, seeds }: Cell): boolean {
  switch (group) {
    case 'equal':
    case 'partial':
      return [
        [2, 5],
        [7, 10],
        [15, 5],
        [44, 20],
      ].some(([ofLosses, ofSeeds]) => losses === ofLosses && seeds === ofSeeds);
    case 'race':
      return losses === 9;
    case 'power':
    case 'splits':
    case 'fixed test':
      return true;
    default:
      return false;
  }
}

/** Races take long, and have a part of the repetitions. */
const repetitionsOf = ({ share }: Cell) => Math.round(REPETITIONS / share);

function cellsOf(...groups: readonly Cell['group'][]) {
  return CELLS.flatMap((cell, index) =>
    groups.includes(cell.group) && isTested(cell)
      ? [[`${cell.truth}, ${cell.losses} losses, ${cell.seeds} seeds`, cell, index] as const]
      : [],
  );
}

describe('false claims and missing ones stay within their bounds', () => {
  test.each(cellsOf('equal', 'partial', 'splits', 'fixed test', 'race', 'power'))('%s', (_, cell, index) => {
    const measured = measureCell(index, repetitionsOf(cell), SEED);
    expect(beyondBounds(cell, measured, STANDARD_ERRORS)).toEqual([]);
  });
});

describe('never', () => {
  test.each(NEVER.map((never) => [never.what, never] as const))('%s', (_, never) => {
    expect(countNever(never, 300, SEED)).toBe(0);
  });
});

test('the same measurement notices a procedure that takes no account of the best being picked', () => {
  const index = CELLS.findIndex(
    ({ group, truth, losses, seeds }) =>
      group === 'equal' && truth === 'normal' && losses === 44 && seeds === 20,
  );
  const { rates } = measureCell(index, REPETITIONS, SEED);
  expect(rates.picked).toBeGreaterThan(0.2);
});

test('a cell beyond its bounds is named', () => {
  const [cell] = CELLS;
  if (!cell) throw new Error('expected a cell');
  expect(beyondBounds(cell, { repetitions: 10_000, rates: { worse: 0.06 } })).toEqual(['worse 0.0600']);
  expect(beyondBounds(cell, { repetitions: 10_000, rates: { worse: 0.06 } }, 3)).toEqual([]);
  expect(() => measureCell(-1, 1, SEED)).toThrow(RangeError);
});

test('the same seed gives the same rates, another others', () => {
  expect(measureCell(0, 200, SEED)).toEqual(measureCell(0, 200, SEED));
  const rates = [1, 2, 3, 4].map((seed) => measureCell(0, 200, seed).rates.worse);
  expect(new Set(rates).size).toBeGreaterThan(1);
});

describe('the usual procedure', () => {
  test.each(fixture.holm)('corrects as statsmodels does: $name', ({ pValues, level, rejected }) => {
    expect(holm(pValues, level)).toEqual(rejected);
  });

  test('is a paired t test for two losses', () => {
    const random = fastRandom(randomStream(SEED, 'pairs'));
    for (const { first, second, pValue } of fixture.paired) {
      const [one, other] = [Float64Array.from(first), Float64Array.from(second)];
      expect(pickedBest([one, other], 0.05).includes(true)).toBe(pValue < 0.05);
      expect(pickedBest([one, one], 0.05 * random.uniform())).toEqual([false, false]);
    }
  });

  test('flips signs where differences have no spread', () => {
    const shifted = (seeds: number, shift: number) =>
      Float64Array.from({ length: seeds }, (_, seed) => seed + shift);
    expect(pickedBest([shifted(5, 0), shifted(5, 1)], 0.05)).toEqual([false, false]);
    expect(pickedBest([shifted(6, 0), shifted(6, 1)], 0.05)).toEqual([false, true]);
  });
});

describe('what is written', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

  test('CALIBRATION.md has every truth, enough repetitions, and nothing beyond its bounds', () => {
    const text = read('CALIBRATION.md');
    expect(text).toMatch(/Beyond its bound: 0 of \d+ cells\.$/m);
    for (const { truth } of CELLS.filter(({ group }) => group !== 'curve'))
      expect(text).toContain(`| ${truth} `);
    const counts = [...text.matchAll(/([\d,]+)(?: to [\d,]+)? repetitions a cell/g)].map(([, count = '']) =>
      Number(count.replaceAll(',', '')),
    );
    expect(counts.length).toBeGreaterThan(0);
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(4_000);
    for (const { what } of NEVER) expect(text).toMatch(new RegExp(`\\| ${what} +\\| 4,000 +\\| 0 +\\|`));
  });

  test('pages on verdicts say what a comparison says', () => {
    for (const [page, text] of Object.entries(verdictsPages())) expect(read(page)).toBe(text);
    expect(read('docs/power.svg')).toMatch(/^<svg /);
  });

  test('tables are padded as the formatter does it', () => {
    expect(markdownTable(['a', 'bc'], [['def', 'g']])).toBe('| a   | bc |\n| --- | -- |\n| def | g  |');
    expect(markdownTable(['结论', 'b'], [['a，b', 'c']])).toBe('| 结论 | b |\n| ---- | - |\n| a，b | c |');
  });
});
