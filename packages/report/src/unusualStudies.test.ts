import type { StudyResult } from '@losskit/study';
import { describe, expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../fixtures/parsedHtml.ts';
import { rankingRows } from '../fixtures/rankingRows.ts';
import { studyFixture } from '../fixtures/studyFixture.ts';
import { renderReport } from './index.ts';

const study = studyFixture();

/** Values that a missing number would have left in an attribute or in a text. */
function brokenNumbers(html: string): string[] {
  return html.replace(/data:[^"]*/g, '').match(/[^ ]*(?<!became )(?:NaN|undefined|Infinity)[^ ]*/g) ?? [];
}

describe('unusual studies', () => {
  test('one seed has no interval and says so', async () => {
    const html = await renderReport(studyFixture({ seeds: 1 }));
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
    expect(await renderReport(studyFixture({ misclassified: 0 }))).toContain(
      'every test picture was put into its class',
    );
  });

  test('several features give a figure and a column for each coefficient', async () => {
    const featureNames = ['education', 'experience', 'union'];
    const html = await renderReport(studyFixture({ featureNames }));
    const found = allElements(parsedHtml(html));
    for (const name of ['intercept', ...featureNames]) {
      expect(found.filter((element) => element.name === 'strong').map(textOf)).toContain(name);
      expect(found.filter((element) => element.name === 'th').map(textOf)).toContain(name);
    }
  });

  test('losses that all diverged, without runs and previews, leave a page that can be read', async () => {
    const bare: StudyResult = {
      ...study,
      runs: [],
      previews: [],
      comparison: {
        ...study.comparison,
        tasks: study.comparison.tasks.map((task) => ({
          ...task,
          results: task.results.map((result) => ({
            ...result,
            verdict: 'diverged',
            difference: null,
            search: result.rank === 1 ? [] : result.search.map((entry) => ({ ...entry, score: null })),
            metrics: Object.fromEntries(
              task.metrics.map(({ name }) => [
                name,
                { mean: null, low: null, high: null, values: [null, null, null, null, null] },
              ]),
            ),
          })),
        })),
      },
    };
    const html = await renderReport(bare);
    expect(rankingRows(html)[0]?.[0]?.[2]).toBe('diverged diverged in 5 of 5 seeds');
    expect(brokenNumbers(html)).toEqual([]);
  });

  test('a loss that could not be computed is failed, with the reason', async () => {
    const reason = 'own: expected a scalar, got [3].';
    const failed: StudyResult = {
      ...study,
      runs: study.runs.map((run) => (run.loss === 'zeroOne' ? { ...run, status: 'failed', reason } : run)),
      comparison: {
        ...study.comparison,
        tasks: study.comparison.tasks.map((task) => ({
          ...task,
          results: task.results.map((result) =>
            result.loss === 'zeroOne' ? { ...result, verdict: 'failed' } : result,
          ),
        })),
      },
    };
    const html = await renderReport(failed);
    expect(rankingRows(html)[0]?.at(-1)?.[2]).toBe('failed failed in 5 of 5 seeds');
    const texts = allElements(parsedHtml(html)).map(textOf);
    expect(texts.some((text) => text.includes(`failed in 5 of 5 seeds: ${reason}`))).toBe(true);
    expect(texts).toContain('failed');
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

  test('a loss that failed by orders of magnitude keeps its number', async () => {
    const far = structuredClone(study.comparison);
    const values = [1e9, 1e9, 1e9, 1e9, 1e9];
    const tasks = far.tasks.map((task) => ({
      ...task,
      results: task.results.map((result, index) =>
        index === 4
          ? {
              ...result,
              metrics: { ...result.metrics, [task.metric]: { mean: 1e9, low: 1e9, high: 1e9, values } },
            }
          : result,
      ),
    }));
    const html = await renderReport({ ...study, comparison: { ...far, tasks } });
    expect(rankingRows(html)[0]?.[4]?.[3]).toContain('1.00e+9');
  });
});
