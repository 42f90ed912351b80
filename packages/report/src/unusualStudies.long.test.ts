import type { LossResult, StudyResult, TaskResult } from '@losskit/study';
import { describe, expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../fixtures/parsedHtml.ts';
import { rankingRows } from '../fixtures/rankingRows.ts';
import { studyFixture } from '../fixtures/studyFixture.ts';
import { renderReport } from './index.ts';

/** Enough losses for all verdicts on one task, and few on the other. */
const classificationLosses = ['crossEntropy', 'nll', 'huber', 'meanSquaredError', 'zeroOne'];
const study = studyFixture({ classificationLosses });
const page = await renderReport(study);

/** Values that a missing number would have left in an attribute or in a text. */
function brokenNumbers(html: string): string[] {
  return html.replace(/data:[^"]*/g, '').match(/[^ ]*(?<!became )(?:NaN|undefined|Infinity)[^ ]*/g) ?? [];
}

describe('unusual studies', () => {
  test('one seed has no interval and says so', async () => {
    const html = await renderReport(studyFixture({ seeds: 1, classificationLosses }));
    expect(html).toContain('One seed: no interval and no test can be given.');
    expect(rankingRows(html)[0]?.[0]?.[3]).toMatch(/^[\d.]+$/);
    expect(brokenNumbers(html)).toEqual([]);
  });

  test('one loss is a report too', async () => {
    const html = await renderReport(
      studyFixture({ regressionLosses: ['huber'], classificationLosses: ['nll'] }),
    );
    expect(rankingRows(html).map((rows) => rows.length)).toEqual([1, 1]);
  });

  test('no misclassified picture is said in words', async () => {
    expect(await renderReport(studyFixture({ misclassified: 0, classificationLosses }))).toContain(
      'every test picture was put into its class',
    );
  });

  test('several features give a figure and a column for each coefficient', async () => {
    const featureNames = ['education', 'experience', 'union'];
    const html = await renderReport(studyFixture({ featureNames, classificationLosses: ['nll'] }));
    const found = allElements(parsedHtml(html));
    for (const name of ['intercept', ...featureNames]) {
      expect(found.filter((element) => element.name === 'strong').map(textOf)).toContain(name);
      expect(found.filter((element) => element.name === 'th').map(textOf)).toContain(name);
    }
  });

  test('losses that all failed, without runs and previews, leave a page that can be read', async () => {
    const values = [null, null, null, null, null];
    const nothing = { mean: null, median: null, low: null, high: null, values };
    const bare: StudyResult = {
      ...study,
      runs: [],
      previews: [],
      comparison: withResults(study, (result, task) => ({
        ...result,
        verdict: 'failed',
        difference: null,
        failures: { runs: 5, low: 0.48, high: 1, reason: 'The loss became NaN.' },
        metrics: Object.fromEntries(task.metrics.map(({ name }) => [name, nothing])),
        search:
          result.rank === 1
            ? { ...result.search, candidates: [] }
            : {
                ...result.search,
                candidates: result.search.candidates.map((one) => ({ ...one, scores: [null], score: null })),
              },
      })),
    };
    const html = await renderReport(bare);
    expect(rankingRows(html)[0]?.[0]?.slice(2, 4)).toEqual(['failed', '–']);
    expect(html).not.toContain('Seed by seed');
    expect(brokenNumbers(html)).toEqual([]);
  });

  test('a loss that failed in every seed stands without interval, with its reason', () => {
    const texts = allElements(parsedHtml(page)).map(textOf);
    expect(texts).toContain('failed');
    expect(
      texts.some((text) => text.endsWith('The first run that failed: The loss became NaN in step 37.')),
    ).toBe(true);
  });

  test('44 losses are cut where a picture could not be read, and say so', async () => {
    const regressionLosses = Array.from({ length: 44 }, (_, index) => `huber:delta=${index + 1}`);
    const html = await renderReport(studyFixture({ regressionLosses, classificationLosses: ['nll'] }));
    expect(rankingRows(html)[0]).toHaveLength(44);
    expect(html).toContain('The first 15 of the ranking; 28 more stand in the table above.');
    expect(html).toContain('The first 20 losses.');
    expect(Buffer.byteLength(html)).toBeLessThan(2_500_000);
  });

  test('a race shows the seeds that each loss was given', async () => {
    const html = await renderReport(studyFixture({ seeds: 10, raced: true, classificationLosses: ['nll'] }));
    const rows = rankingRows(html)[0] ?? [];
    expect(rows.find((row) => row[1] === 'huber')).toContain('10 of 10');
    expect(rows.find((row) => row[1] === 'halfSquaredError')).toContain('5 of 10');
    expect(html).toContain('15 of 100 runs were saved, 15 %.');
    expect(html).toContain('halfSquaredError, pinball:quantile=0.9 and zeroOne stopped');
    expect(brokenNumbers(html)).toEqual([]);
  });

  test('without a race nothing is said of seeds used', () => {
    expect(page).not.toContain('Seeds used');
  });

  test('a baseline has a column of its own', async () => {
    const html = await renderReport(studyFixture({ baseline: 'huber', classificationLosses: ['nll'] }));
    const [huber, ...others] = rankingRows(html)[0] ?? [];
    expect(huber).toContain('baseline');
    expect(others.find((row) => row[1] === 'huber:delta=5')?.some((cell) => cell.startsWith('worse +'))).toBe(
      true,
    );
  });

  test('five tasks are compared together, with the critical difference', async () => {
    const losses = ['huber', 'meanAbsoluteError', 'meanSquaredError'];
    const html = await renderReport(
      studyFixture({
        regressionTasks: ['a', 'b', 'c', 'd'],
        regressionLosses: losses,
        classificationLosses: losses,
      }),
    );
    expect(html).toContain('href="#all-tasks"');
    for (const title of [
      'Critical differences',
      'Mean rank',
      'Interquartile mean',
      'Probability of improvement',
    ])
      expect(html).toContain(title);
    expect(html).toContain('critical difference 1.05');
    expect(brokenNumbers(html)).toEqual([]);
  });

  test('two tasks have no critical difference, one has nothing in common', async () => {
    expect(page).toContain('Performance profiles');
    expect(page).not.toContain('Critical differences');
    const { across: _, ...alone } = study.comparison;
    expect(await renderReport({ ...study, comparison: alone })).not.toContain('All tasks together');
  });

  test('tasks that could not be compared are named at the top, with the reason', async () => {
    const problems = [{ task: 'wages', code: 'data-malformed', message: 'wages.csv, row 7: <b>, got NaN.' }];
    const html = await renderReport({ ...study, comparison: { ...study.comparison, problems } });
    const note = allElements(parsedHtml(html)).find(
      ({ attributes }) => attributes.get('class') === 'problems',
    );
    expect(note && textOf(note)).toContain('wages: wages.csv, row 7: <b>, got NaN.');
    expect(html.indexOf('class="problems"')).toBeLessThan(html.indexOf('<main>'));
  });

  test('a task draws the figures that it asks for, and no other', async () => {
    const tasks = study.comparison.tasks.map((task) => ({ ...task, figures: [] }));
    const html = await renderReport({ ...study, comparison: { ...study.comparison, tasks } });
    const headings = allElements(parsedHtml(html))
      .filter(({ name }) => name === 'h3')
      .map(textOf);
    expect(headings).toContain('Training');
    for (const title of ['Fitted lines', 'Confusion matrices', 'Misclassified pictures']) {
      expect(headings).not.toContain(title);
    }
  });

  test('where a measurement ranks, curves show the metric that is known during training', async () => {
    const tasks = study.comparison.tasks.map((task) => ({
      ...task,
      metric: 'allRight',
      metrics: [...task.metrics, { name: 'allRight', higherIsBetter: true }],
    }));
    const html = await renderReport({ ...study, comparison: { ...study.comparison, tasks } });
    expect(html).toContain('validation MAE');
    expect(html).not.toContain('validation all right');
  });

  test('losses that differ in an option only are told apart, and the page has their whole names', async () => {
    const losses = [0.1, 0.2].map(
      (smoothing) => `crossEntropy:labelSmoothing=${smoothing}+l2Penalty:lambda=0.001`,
    );
    const html = await renderReport(studyFixture({ classificationLosses: losses }));
    expect(rankingRows(html)[1]?.map((row) => row[1])).toEqual(losses);
    const labels = allElements(parsedHtml(html))
      .filter(({ name }) => name === 'text')
      .map(textOf);
    for (const smoothing of ['0.1', '0.2']) {
      expect(labels.filter((label) => label.includes(`=${smoothing}+`)).length).toBeGreaterThan(0);
    }
  });

  test('a comparison of no tasks is a page with the settings', async () => {
    const html = await renderReport({ ...study, comparison: { ...study.comparison, tasks: [] } });
    expect(textOf(parsedHtml(html))).toContain('To repeat this run');
  });

  test('curves with many thousand points are thinned', async () => {
    const curve = Array.from({ length: 20_000 }, (_, step) => ({
      step,
      loss: 1 / (1 + step),
      validation: step / 2e4,
    }));
    const html = await renderReport({ ...study, runs: study.runs.map((run) => ({ ...run, curve })) });
    expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
  });

  test('a loss that is off by orders of magnitude keeps its number, and the others their picture', async () => {
    const values = [1e300, 1e300, 1e300, 1e300, 1e300];
    const far = { mean: 1e300, median: 1e300, low: -1e300, high: 1.7e308, values };
    const difference = { mean: 1e300, low: -1e300, high: 1.7e308, pValue: 0.3 };
    const comparison = withResults(study, (result, task) =>
      result.loss === 'meanSquaredError'
        ? { ...result, difference, metrics: { ...result.metrics, [task.metric]: far } }
        : result,
    );
    const html = await renderReport({ ...study, comparison });
    const row = rankingRows(html)[0]?.find((cells) => cells[1] === 'meanSquaredError');
    expect(row?.[3]).toContain('1.00e+300');
    const forest = allElements(parsedHtml(html)).find(({ attributes }) =>
      attributes.get('aria-label')?.startsWith('How far each loss on linear'),
    );
    expect(forest && textOf(forest)).toContain('−1.0e+300 to +1.7e+308');
    expect(forest && textOf(forest)).toContain('0.02');
    expect(brokenNumbers(html)).toEqual([]);
  });
});

/** The comparison with every result of every task changed. */
function withResults(
  { comparison }: StudyResult,
  change: (result: LossResult, task: TaskResult) => LossResult,
): StudyResult['comparison'] {
  const tasks = comparison.tasks.map((task) => ({
    ...task,
    results: task.results.map((result) => change(result, task)),
  }));
  return { ...comparison, tasks };
}
