import { describe, expect, test } from 'vitest';

import { allElements, childrenOf, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { rankingRows } from '../../fixtures/rankingRows.ts';
import { CLASSIFICATION_LOSSES, REGRESSION_LOSSES, studyFixture } from '../../fixtures/studyFixture.ts';
import { wordsIn } from '../messages/wordsIn.ts';
import { reportContext, taskView } from '../ReportContext.ts';
import { rankingTable } from './rankingTable.ts';

const study = studyFixture();
const page = study.comparison.tasks
  .map((task) => rankingTable(taskView(study, task), reportContext(study, wordsIn('en'))).markup)
  .join('');
const elements = allElements(parsedHtml(page));

describe('the ranking table', () => {
  const tables = rankingRows(page);
  const columnOf = (table: number, start: string) =>
    elements
      .filter(({ attributes }) => attributes.get('class') === 'ranking')
      .map((ranking) => allElements(ranking).filter(({ attributes }) => attributes.get('scope') === 'col'))
      [table]?.findIndex((header) => textOf(header).startsWith(start)) ?? -1;

  test('lists every loss of every task in the order of the ranking', () => {
    const expected = study.comparison.tasks.map(({ results }) =>
      results.map(({ loss, sameAs }) => (sameAs === null ? loss : `${loss} same as ${sameAs}`)),
    );
    expect(tables.map((rows) => rows.map((row) => row[1]))).toEqual(expected);
    expect(expected.map((names) => names.length)).toEqual([
      REGRESSION_LOSSES.length,
      CLASSIFICATION_LOSSES.length,
    ]);
  });

  test('has a column for every metric', () => {
    const headers = elements
      .filter(({ attributes }) => attributes.get('scope') === 'col')
      .map((header) => textOf(header).replace(/ *(higher|lower) is better/, ''));
    for (const name of [
      'RMSE',
      'MAE',
      'median absolute error',
      'R²',
      'accuracy',
      'macro F1',
      'log loss',
      'expected calibration error',
    ]) {
      expect(headers).toContain(name);
    }
  });

  test('shows the numbers of the comparison', () => {
    const shown = (cell: string | undefined) => Number(cell?.replace('−', '-').match(/^[+-]?[\d.]+/)?.[0]);
    study.comparison.tasks.forEach((task, taskIndex) => {
      task.results.forEach((result, row) => {
        const cells = tables[taskIndex]?.[row] ?? [];
        expect(cells[0]).toBe(String(result.rank));
        expect(cells[2]).toContain(result.verdict);
        const { mean } = result.metrics[task.metric] ?? {};
        if (mean === null || mean === undefined) expect(cells[3]).toBe('–');
        else expect(shown(cells[3])).toBeCloseTo(mean, 3);
        if (result.difference === null) expect(cells[4]).toBe('');
        else expect(shown(cells[4])).toBeCloseTo(result.difference.mean, 3);
        expect(Number(cells[columnOf(taskIndex, 'learning rate')])).toBe(result.learningRate);
      });
    });
  });

  test('ends with what is reached without looking at an input', () => {
    const rows = elements
      .filter(({ attributes }) => attributes.get('class') === 'trivial')
      .map((row) => childrenOf(row).map(textOf));
    expect(rows).toEqual([
      ['', 'trivial model looks at no input', '', '4.200', '', '', '', '', '3.5000', '3.0000', '−0.0200'],
      ['', 'trivial model looks at no input', '', '0.3333', '', '', '', '0.1667', '1.0986', '0.0000'],
    ]);
  });

  test('says how many runs failed, with the interval', () => {
    const column = columnOf(0, 'failures');
    const [best, ...others] = tables[0] ?? [];
    expect(best?.[column]).toBe('0');
    expect(others.find((row) => row[1] === 'pinball:quantile=0.9')?.[column]).toBe('1 of 5 failed 3 to 80 %');
    expect(others.find((row) => row[1] === 'zeroOne')?.[column]).toBe('5 of 5 failed 14 to 100 %');
  });

  test('tells verdicts apart by word, mark and style', () => {
    const labels = elements.filter(({ attributes }) => /^verdict /.test(attributes.get('class') ?? ''));
    const looks = new Map(
      labels.map((label) => [
        textOf(label),
        allElements(label)
          .map(({ attributes }) => [...attributes.values()].join(' '))
          .join(' '),
      ]),
    );
    expect([...looks.keys()].sort()).toEqual([
      'as good',
      'best',
      'failed',
      'not converged',
      'slightly worse',
      'undecided',
      'worse',
    ]);
    expect(new Set(looks.values()).size).toBe(looks.size);
    for (const label of labels) {
      expect(label.attributes.get('class')).toBe(`verdict ${textOf(label).replaceAll(' ', '-')}`);
    }
  });

  test('says what would tell where nothing is told', () => {
    const undecided = tables.flat().filter((row) => row[2]?.startsWith('undecided'));
    expect(undecided.length).toBeGreaterThan(0);
    for (const row of undecided) expect(row[2]).toBe('undecided about 34 seeds would tell');
  });

  test('has the exact minimiser where it is known, and the gap to it', () => {
    const column = columnOf(0, 'exact minimiser');
    const huber = tables[0]?.find((row) => row[1] === 'huber');
    expect(huber?.[column]).toMatch(/^[\d.]+ gap \+0\.00\d excess 0\.004 %$/);
    expect(columnOf(1, 'exact minimiser')).toBe(-1);
  });

  test('has the median where a seed that collapsed draws the mean away', () => {
    const shown = tables[0]?.flatMap((row) => (row[3]?.includes('median') ? [row[1]] : []));
    expect(shown).toContain('halfSquaredError');
    expect(shown).not.toContain('huber');
  });
});
