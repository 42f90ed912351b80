import type { Explanation } from '@losskit/study';
import { describe, expect, test } from 'vitest';

import { explainedStudy, explanationFixture } from '../../../fixtures/explanationFixture.ts';
import { allElements, parsedHtml, textOf } from '../../../fixtures/parsedHtml.ts';
import { studyFixture } from '../../../fixtures/studyFixture.ts';
import { renderReport } from '../../index.ts';
import { wordsIn } from '../../messages/wordsIn.ts';
import { reportContext, taskView } from '../../ReportContext.ts';
import { why } from './why.ts';

const LOSSES = ['huber', 'meanSquaredError', 'meanAbsoluteError'] as const;
const study = studyFixture({ regressionLosses: LOSSES, classificationLosses: ['nll'] });

const explained = (explanation: Explanation) => explainedStudy(study, explanation);

/** The text of markup, on one line. */
const textIn = (markup: string) => textOf(parsedHtml(markup)).replace(/\s+/g, ' ');

/** The markup of the section alone; empty where there is none. */
async function sectionOf(result: typeof study): Promise<string> {
  const [task] = result.comparison.tasks;
  if (!task) throw new Error('Expected a task.');
  const section = await why(taskView(result, task), reportContext(result, wordsIn('en')));
  return section?.markup ?? '';
}

const full = explanationFixture(LOSSES);

describe('why losses differ', async () => {
  const page = await renderReport(explained(full));
  const main = allElements(parsedHtml(page)).find(({ name }) => name === 'main');
  const text = main ? textOf(main).replace(/\s+/g, ' ') : '';

  test.each([
    'The models of the first seed, seen from within: 3 of the losses, on 160 training and 100 test examples.',
    'At a residual of 2.38 that is 31.8 for meanSquaredError and 2.38 for meanAbsoluteError.',
    'At a residual of 2.38 that is 53.6 for meanSquaredError and 1 for meanAbsoluteError.',
    'meanAbsoluteError pulls 100 % of its examples equally, however far they are; meanSquaredError 0 %.',
    'own 31 % of the pull of meanSquaredError and 1 % of that of meanAbsoluteError.',
    'meanSquaredError and meanAbsoluteError agree least (0.30), so of a first step of one, 30 % goes the other',
    'RMSE goes from 1 to 2 over a hill at 5: the two solutions are apart.',
    'RMSE goes from 1 to 1.2 with no hill between the two solutions.',
    'RMSE: best next to meanAbsoluteError.',
    'huber is lowest next to huber.',
    'Off the plane, and so drawn as their shadows: meanAbsoluteError.',
    '91 % sure, 77 % right: too sure (error 12 %).',
    'not told from noise',
    'test 4',
  ])('%s', (sentence) => {
    expect(text).toContain(sentence);
  });

  test('pictures are shown with what is right and what each loss says', () => {
    expect(page).toMatch(/<strong>pear<\/strong>; huber: pear, 80 %; meanAbsoluteError: apple, 60 %/);
  });

  test('gives the same bytes again', async () => {
    expect(await sectionOf(explained(full))).toBe(await sectionOf(explained(full)));
  });

  test('every figure says what it is', () => {
    const figures = page.match(/<figure class="figure[^"]*"><svg[^>]*>/g) ?? [];
    expect(figures.length).toBeGreaterThan(10);
    for (const figure of figures) expect(figure).toMatch(/aria-label="[^"]{10,}"/);
  });
});

test('says nothing where nothing was asked, and leaves out what a kind of target does not have', async () => {
  expect(await sectionOf(study)).toBe('');
  const { curves: _curves, landscape: _landscape, reliability: _, disagreements: _none, ...bare } = full;
  const text = textIn(await sectionOf(explained({ ...bare, paths: [], cosines: [[1]] })));
  expect(text).toContain('Why they differ');
  for (const heading of [
    'What one example costs',
    'One landscape',
    'Can its',
    'Where they disagree',
    'From the best',
  ])
    expect(text).not.toContain(heading);
});

test('a metric that is better when higher has its hills where it falls', async () => {
  const [first] = full.paths;
  if (!first) throw new Error('Expected a path.');
  const metric = { name: 'accuracy', higherIsBetter: true };
  const changed = { ...full, metric, paths: [{ ...first, metric: [0.9, 0.5, 0.8] }] };
  const text = textIn(await sectionOf(explained(changed)));
  expect(text).toContain('Accuracy goes from 0.9 to 0.8 over a hill at 0.5');
});

test('texts from data stay texts', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const { disagreements } = full;
  const examples = disagreements?.examples.map((one) => ({ ...one, name: hostile, target: hostile })) ?? [];
  const section = await sectionOf(
    explained({ ...full, disagreements: { pairs: disagreements?.pairs ?? [], examples } }),
  );
  expect(section).toContain('&lt;img src=x');
  expect(section).not.toContain(hostile);
});
