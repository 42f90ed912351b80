import type { LossResult } from '@losskit/study';
import { expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { studyFixture } from '../../fixtures/studyFixture.ts';
import { markAt } from '../lossMarks.ts';
import { renderSvg } from '../renderSvg.ts';
import { learningRateCurves } from './learningRateCurves.ts';

const mark = markAt(0);
const options = {
  mark,
  metric: 'MAE',
  higherIsBetter: false,
  scoreDomain: [0.8, 1.6],
  rateDomain: [0.003, 0.3],
} as const;
const study = studyFixture({ classificationLosses: ['nll'] });

function resultOf(loss: string): LossResult {
  const result = study.comparison.tasks[0]?.results.find((entry) => entry.loss === loss);
  if (result === undefined) throw new Error(`expected ${loss} in the fixture`);
  return result;
}

const elementsOf = async (result: LossResult) =>
  allElements(parsedHtml(await renderSvg(learningRateCurves(result, options))));

test('draws a dot for each seed of the search, and a cross where there is no score', async () => {
  const result = resultOf('huber');
  const scores = result.search.candidates.flatMap((candidate) => candidate.scores);
  const missing = scores.filter((score) => score === null).length;
  expect(missing).toBeGreaterThan(0);
  const elements = await elementsOf(result);
  const marks = elements.filter(({ attributes }) => attributes.has('transform') && attributes.has('d'));
  const dots = marks.filter(
    ({ attributes }) => attributes.get('fill') === mark.color && attributes.has('opacity'),
  );
  const crosses = marks.filter(({ attributes }) => attributes.get('stroke') === mark.color);
  expect([dots.length, crosses.length]).toEqual([scores.length - missing, missing]);
});

test('marks the chosen rate once, and shades the range', async () => {
  const elements = await elementsOf(resultOf('huber'));
  const chosen = elements.filter(
    ({ attributes }) => attributes.get('fill') === mark.color && attributes.get('stroke') === 'currentColor',
  );
  expect(chosen).toHaveLength(1);
  const shade = elements.filter(({ attributes }) => attributes.get('opacity') === '0.13');
  expect(shade).toHaveLength(1);
});

test('names the other values of an option that was tuned', async () => {
  const texts = (await elementsOf(resultOf('huber:delta=5')))
    .filter(({ name }) => name === 'text')
    .map(textOf);
  expect(texts).toEqual(expect.arrayContaining(['huber:delta=0.2', 'huber:delta=1']));
  expect(texts).not.toContain('huber:delta=5');
});

test('one candidate without a score is a picture', async () => {
  const huber = resultOf('huber');
  const candidates = [{ loss: 'huber', learningRate: 0.03, scores: [null], score: null }];
  const search = { ...huber.search, candidates, range: [0.03, 0.03], decades: 0 } as const;
  const svg = await renderSvg(
    learningRateCurves({ ...huber, search }, { ...options, rateDomain: [0.03, 0.03] }),
  );
  expect(svg).not.toMatch(/NaN|Infinity/);
});
