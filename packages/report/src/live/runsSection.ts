import type { ComparisonConfig, RunRecord } from '@losskit/study';

import { formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { LiveSection, LiveTask } from './LiveTask.ts';
import { liveSection, studySoFar } from './liveContext.ts';
import { runQuery, searchQuery } from './runQuery.ts';
import type { IsShown } from './verdictsSection.ts';

/** Columns of seeds, at most. */
const MAX_SEEDS = 40;

function runButton(run: RunRecord, metric: string): Html {
  const value = run.test[metric];
  const words = run.status === 'finished' && value !== undefined ? formatShort(value) : run.status;
  return html`<button type="button" data-open="${runQuery(run)}" aria-label="Open ${run.loss}, seed ${run.seed}: ${words}">${words}</button>`;
}

/** All runs of a task by loss and seed, to be opened. */
export function runsSection(
  id: string,
  { plan, records, interim }: LiveTask,
  config: ComparisonConfig,
  isShown: IsShown,
): Promise<LiveSection> {
  const seeds = config.seeds.slice(0, MAX_SEEDS);
  const counted = new Set(config.seeds);
  const isSearch = ({ seed }: RunRecord) => !counted.has(seed);
  const study = studySoFar(config, interim ? [interim.result] : [], [], []);
  return liveSection(id, study, (context) => {
    const row = (loss: string): Html => {
      const runs = records.filter((run) => run.loss === loss);
      const search = runs.filter(isSearch);
      const cell = (seed: number) => {
        // A run that had not converged is done again, longer.
        const run = runs.findLast((one) => one.seed === seed);
        return html`<td class="number">${run ? runButton(run, plan.metric) : html`<span class="pending">not run</span>`}</td>`;
      };
      return html`<tr><th scope="row" class="name">${lossLabel(loss, context.mark(loss))}</th><td class="number">${
        search.length > 0 &&
        html`<button type="button" data-open="${searchQuery({ task: plan.task, loss })}" aria-label="Open the search of ${loss}: ${search.length} runs">${search.length}</button>`
      }</td>${seeds.map(cell)}</tr>\n`;
    };
    const names = [...new Set([...plan.losses, ...records.map(({ loss }) => loss)])].filter(isShown);
    const more = config.seeds.length - seeds.length;
    return html`<h3>Runs on ${plan.task}</h3>
<p class="lead">${context.words.page.metricAtStart(plan.metric)} on the test part of each seed, and how many runs the search for the learning rate has taken. Each opens.${more > 0 && ` ${more} more seeds are not shown.`}</p>
<div class="scroll" role="region" aria-label="Runs on ${plan.task}" tabindex="0"><table class="runs">
<thead><tr><th scope="col" class="name">loss</th><th scope="col" class="number">search</th>${seeds.map((seed) => html`<th scope="col" class="number">seed ${seed}</th>`)}</tr></thead>
<tbody>${names.map(row)}</tbody></table></div>\n`;
  });
}
