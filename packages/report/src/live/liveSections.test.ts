import type { RunRecord } from '@losskit/study';
import { expect, test } from 'vitest';

import { allElements, parsedHtml, textOf } from '../../fixtures/parsedHtml.ts';
import { studyFixture } from '../../fixtures/studyFixture.ts';
import type { LiveSection, LiveTask } from './LiveTask.ts';
import { lossesSection } from './lossesSection.ts';
import { openedRuns } from './openedRuns.ts';
import { runQuery, searchQuery } from './runQuery.ts';
import { runsSection } from './runsSection.ts';
import { verdictsSection } from './verdictsSection.ts';

const study = studyFixture({ seeds: 3, regressionLosses: ['huber', 'meanSquaredError', '<img src=x>'] });
const { config } = study.comparison;
const EVERY = () => true;

function liveTask(changes: Partial<LiveTask> = {}): LiveTask {
  const [result] = study.comparison.tasks;
  const [preview] = study.previews;
  if (!result || !preview) throw new Error('expected a task');
  const runs = study.runs.filter(({ task }) => task === result.task);
  return {
    plan: {
      task: result.task,
      kind: result.kind,
      losses: ['huber', 'meanSquaredError', '<img src=x>'],
      metric: result.metric,
      selectionMetric: { name: result.selectionMetric, higherIsBetter: false },
      curveMetric: { name: result.metric, higherIsBetter: false },
      preview,
    },
    interim: { isFinal: false, seeds: 2, result, runs },
    records: runs,
    problem: undefined,
    ...changes,
  };
}

const text = ({ markup }: LiveSection) => textOf(parsedHtml(markup));

/** Ids of the places for figures. */
function places({ markup }: LiveSection): readonly (string | undefined)[] {
  return allElements(parsedHtml(markup))
    .filter(({ attributes }) => attributes.get('class') === 'plot')
    .map(({ attributes }) => attributes.get('id'));
}

test('what is interim says so before it says anything else, and what is final does not', async () => {
  const interim = liveTask();
  const shown = text(await verdictsSection('task-1', interim, config, EVERY));
  expect(shown).toMatch(/^linear\s+\S+\s+interim, 2 of 3 seeds\s+Interim result, 2 of 3 seeds\./);
  expect(shown).toContain(`So far: ${interim.interim?.result.answer}`);
  expect(shown).toContain('its error rate is not controlled');

  const final = liveTask({ interim: interim.interim && { ...interim.interim, isFinal: true } });
  const ended = text(await verdictsSection('task-1', final, config, EVERY));
  expect(ended).toMatch(/^linear\s+\S+\s+final/);
  expect(ended).not.toMatch(/interim|So far/i);
});

test('every figure has its place, and every place its figure', async () => {
  const section = await verdictsSection('task-1', liveTask(), config, EVERY);
  expect(places(section)).toEqual(Object.keys(section.figures));
  expect(places(section).length).toBeGreaterThan(5);
});

test('before there is a result the search is shown', async () => {
  const section = await verdictsSection('task-1', liveTask({ interim: undefined }), config, EVERY);
  expect(text(section)).toContain('No verdict yet.');
  expect(places(section)).toEqual(Object.keys(section.figures));
  expect(places(section)).toHaveLength(3);
  const nothing = await verdictsSection(
    'task-1',
    liveTask({ interim: undefined, records: [] }),
    config,
    EVERY,
  );
  expect(nothing.figures).toEqual({});
});

test('a loss that is hidden is in no table and no figure, and nothing is said otherwise of the rest', async () => {
  const task = liveTask();
  const isShown = (loss: string) => loss !== 'huber';
  const { markup, figures } = await verdictsSection('task-1', task, config, isShown);
  const names = allElements(parsedHtml(markup))
    .filter(
      ({ name, attributes }) =>
        name === 'th' && attributes.get('class') === 'name' && attributes.get('scope') === 'row',
    )
    .map(textOf);
  expect(names.some((name) => name.startsWith('huber'))).toBe(false);
  const described = Object.values(figures).map(({ description }) => String(description));
  expect(described.filter((words) => words.includes('huber'))).toEqual([]);
  expect(text(await runsSection('runs', task, config, isShown))).not.toContain('huber');
  const none = await verdictsSection('task-1', task, config, () => false);
  expect(none.markup).toContain('No loss is chosen above.');
});

test('names are text', async () => {
  const sections = [
    await verdictsSection('task-1', liveTask(), config, EVERY),
    await runsSection('runs', liveTask(), config, EVERY),
    await lossesSection('losses', config, EVERY),
    await verdictsSection('task-1', liveTask({ problem: '<img src=y>' }), config, EVERY),
  ];
  for (const { markup } of sections) expect(markup).not.toContain('<img src');
});

test('a query opens its run, and nothing where the run is unknown', async () => {
  const task = liveTask();
  const [run] = task.records;
  if (!run) throw new Error('expected a run');
  const search: RunRecord = { ...run, seed: 10_000, test: {} };
  const all = { ...task, records: [...task.records, search] };
  const open = (query: string) => openedRuns('opened', new URLSearchParams(query), all, config);
  const opened = await open(runQuery(run));
  expect(opened && text(opened)).toContain(`on linear, seed ${run.seed}`);
  expect(opened && Object.keys(opened.figures)).toEqual(opened && places(opened));
  const searched = await open(searchQuery(run));
  expect(searched && text(searched)).toContain('search of the learning rate');
  expect(await open('')).toBeUndefined();
  expect(await open('?task=linear&loss=nll')).toBeUndefined();
  expect(await open(runQuery({ ...run, seed: 99 }))).toBeUndefined();
});

test('boxes are checked for what is shown', async () => {
  const { markup } = await lossesSection('losses', config, (loss) => loss !== 'huber');
  const boxes = allElements(parsedHtml(markup)).filter(({ name }) => name === 'input');
  expect(boxes).toHaveLength(config.losses.length);
  const unchecked = boxes.filter(({ attributes }) => !attributes.has('checked'));
  expect(unchecked.map(({ attributes }) => attributes.get('data-loss'))).toEqual(['huber']);
});
