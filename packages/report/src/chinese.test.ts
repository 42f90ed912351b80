import type { TopLevelSpec } from 'vega-lite';
import { describe, expect, test } from 'vitest';

import { explainedStudy, explanationFixture } from '../fixtures/explanationFixture.ts';
import { allElements, childrenOf, parsedHtml, textOf } from '../fixtures/parsedHtml.ts';
import { studyFixture } from '../fixtures/studyFixture.ts';
import { html } from './html.ts';
import { renderReport } from './index.ts';
import { wordsIn } from './messages/wordsIn.ts';
import { reportContext, taskView } from './ReportContext.ts';
import { acrossTasks } from './sections/acrossTasks.ts';
import { taskSection } from './sections/taskSection.ts';

const study = explainedStudy(
  studyFixture({ baseline: 'meanSquaredError', raced: true, regressionTasks: ['linear', 'wages'] }),
  explanationFixture(['huber', 'meanSquaredError', 'meanAbsoluteError']),
);
const page = await renderReport(study, { language: 'zh', command: 'losskit compare linear' });
const { page: words } = wordsIn('zh');

const TEXT_ELEMENTS = 'h1 h2 h3 h4 p th td dt li text caption figcaption summary'.split(' ');

describe('the report in Chinese', () => {
  test('says that it is', () => {
    const [root] = allElements(parsedHtml(page)).filter(({ name }) => name === 'html');
    expect(root?.attributes.get('lang')).toBe('zh-CN');
  });

  test('has no English sentence of its own', () => {
    const shown = allElements(parsedHtml(page)).filter(({ name }) => TEXT_ELEMENTS.includes(name));
    const texts = shown
      .filter((element) => childrenOf(element).every(({ name }) => name !== 'figure'))
      .map(textOf);
    const reasons = study.comparison.tasks.flatMap(({ results }) =>
      results.map(({ failures }) => failures.reason),
    );
    const own = texts.map((text) =>
      reasons.reduce((left, reason) => (reason === '' ? left : left.replaceAll(reason, '')), text),
    );
    expect(texts.length).toBeGreaterThan(50);
    expect(own.filter((text) => /[a-z]{2,} [a-z]{2,}/.test(text))).toEqual([]);
  });

  test('has the figures of the one in English, in its own words', async () => {
    const labels = allElements(parsedHtml(page))
      .filter(({ attributes }) => attributes.get('role') === 'img' && attributes.has('aria-label'))
      .map(({ attributes }) => attributes.get('aria-label') ?? '');
    const { tasks, across } = study.comparison;
    const specs: TopLevelSpec[] = [];
    const english = reportContext(study, wordsIn('en'), (spec) => {
      specs.push(spec);
      return html``;
    });
    for (const task of tasks) await taskSection(taskView(study, task), english, task.task);
    if (across) await acrossTasks(across, english);
    expect(labels).toHaveLength(specs.length);
    for (const label of labels) expect(label).toMatch(/\p{Script=Han}/u);
  });
});

describe('the answer in Chinese', () => {
  const [task] = study.comparison.tasks;
  const answerOf = (change: object) => words.answer(Object.assign({}, task, change));

  test.each([
    [
      'clear',
      { by: 'larger margin', loss: 'mae', margin: 0.123 },
      '都不如它，并非偶然。只有把界值放宽到 0.13，最接近的 mae 才算同样好。',
    ],
    [
      'open',
      { by: 'seeds', seeds: 40 },
      '但还不能定论：它的均方根误差比真正最好的至多差 0.5。如果差异保持现状，大约 40 个种子就能得出定论。',
    ],
    [
      'within margin',
      { by: 'smaller margin', margin: 0.5 },
      '它的均方根误差比真正最好的至多差 0.5。如果界值比这更小，就没有定论。',
    ],
    ['open', { by: 'data' }, '增加种子也得不出定论，增加数据才可以。'],
    [
      'none converged',
      { by: 'longer training', losses: ['mse'] },
      '无法推荐任何损失函数：全都没有收敛。训练更久可能改变这一结论：mse 尚未收敛。',
    ],
    ['one seed', null, '但只有一个随机种子，无法排除偶然：请用 5 个以上的种子。'],
  ])('%s', (conclusion, wouldChange, end) => {
    expect(answerOf({ conclusion, wouldChange, costAtMost: 0.5 })).toMatch(new RegExp(`${end}$`));
  });
});
