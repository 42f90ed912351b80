import type { ComparisonConfig, InterimTask, TaskResult } from '@losskit/study';

import { type Html, html } from '../html.ts';
import { type ReportContext, taskView } from '../ReportContext.ts';
import { taskParts } from '../sections/taskSection.ts';
import type { LiveSection, LiveTask } from './LiveTask.ts';
import { liveSection, studySoFar } from './liveContext.ts';
import { searchPanels } from './searchPanels.ts';

/** Which losses are shown. It decides nothing of what is said of them. */
export type IsShown = (loss: string) => boolean;

function shownOf(result: TaskResult, isShown: IsShown): TaskResult {
  const rows = result.crossMatrix.rows.filter(({ trainedWith }) => isShown(trainedWith));
  return {
    ...result,
    results: result.results.filter(({ loss }) => isShown(loss)),
    crossMatrix: { ...result.crossMatrix, rows },
  };
}

/** What keeps a result by the way from being taken for the final one. */
function interimNote({ seeds }: InterimTask, of: number): Html {
  return html`<p class="interim-note" role="note"><strong>Interim result, ${seeds} of ${of} seeds.</strong> It changes while runs finish, and its error rate is not controlled: whoever watches until it looks good finds differences that are not there. Nothing that is shown here changes how the comparison goes on. What counts is the verdict at the end.</p>\n`;
}

async function resultParts(
  interim: InterimTask,
  { plan }: LiveTask,
  config: ComparisonConfig,
  isShown: IsShown,
  context: ReportContext,
): Promise<Html> {
  const { isFinal, result, runs } = interim;
  const { page } = context.words;
  const shown = shownOf(result, isShown);
  const note = isFinal ? null : interimNote(interim, config.seeds.length);
  if (shown.results.length === 0) return html`${note}<p>No loss is chosen above.</p>\n`;
  const view = taskView(studySoFar(config, [shown], runs, [plan.preview]), shown);
  return html`${note}<p class="answer">${!isFinal && html`<span class="so-far">So far:</span> `}${page.answer(result)}</p>
<p class="summary">${page.summary(result)}</p>
${await taskParts(view, context)}`;
}

/** Before every loss has a run that counts: what the search has so far. */
async function searchSoFar(task: LiveTask, isShown: IsShown, context: ReportContext): Promise<Html> {
  return html`<p class="interim-note" role="note"><strong>No verdict yet.</strong> Each loss gets its learning rate first, on seeds that do not count.</p>
${await searchPanels(task, isShown, context)}`;
}

function badge({ interim, problem }: LiveTask, seeds: number): string {
  if (problem !== undefined) return 'not compared';
  if (!interim) return 'searching learning rates';
  return interim.isFinal ? 'final' : `interim, ${interim.seeds} of ${seeds} seeds`;
}

/** What the runs of a task so far say, as the report will show it at the end. */
export function verdictsSection(
  id: string,
  task: LiveTask,
  config: ComparisonConfig,
  isShown: IsShown,
): Promise<LiveSection> {
  const { plan, interim, problem } = task;
  // Every loss, shown or not: its mark stays the same.
  const study = studySoFar(config, interim ? [interim.result] : [], [], []);
  return liveSection(id, study, async (context) => {
    const parts =
      problem !== undefined
        ? html`<div class="problems" role="note"><p>${problem}</p></div>\n`
        : interim
          ? await resultParts(interim, task, config, isShown, context)
          : await searchSoFar(task, isShown, context);
    return html`<h2 id="${id}-title">${plan.task} <span class="kind">${context.words.page.kind(plan.kind)}</span> <span class="badge">${badge(task, config.seeds.length)}</span></h2>\n${parts}`;
  });
}
