import type { ComparisonConfig, RunRecord } from '@losskit/study';

import { formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { Words } from '../messages/Words.ts';
import { trainingPanels } from '../sections/trainingFigures.ts';
import type { LiveSection, LiveTask } from './LiveTask.ts';
import { liveSection, studySoFar } from './liveContext.ts';
import { askedRuns, runQuery } from './runQuery.ts';

function fact(name: string, value: Html | string | number): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`;
}

function metricsTable({ validation, test, trivial }: RunRecord, { page }: Words): Html {
  const names = [...new Set([...Object.keys(validation), ...Object.keys(test)])];
  if (names.length === 0) return html`<p class="note">It has no metrics.</p>\n`;
  const cell = (value: number | undefined) => html`<td class="number">${formatShort(value)}</td>`;
  return html`<div class="scroll" role="region" aria-label="Metrics of the run" tabindex="0"><table>
<thead><tr><th scope="col" class="name">metric</th><th scope="col" class="number">validation</th><th scope="col" class="number">test</th><th scope="col" class="number">trivial model</th></tr></thead>
<tbody>${names.map((name) => html`<tr><th scope="row" class="name">${page.metric(name)}</th>${cell(validation[name])}${cell(test[name])}${cell(trivial[name])}</tr>\n`)}</tbody></table></div>\n`;
}

function runFacts(run: RunRecord): Html {
  const { status, reason, learningRate, steps, engine, converged, warnings = [], weightsDigest } = run;
  return html`<dl class="facts">${fact('ended', reason === '' ? status : `${status}: ${reason}`)}${fact('learning rate', formatShort(learningRate))}${fact('steps', steps)}${engine && fact('step', engine)}${converged !== null && fact('converged', converged ? 'yes' : 'no')}${warnings.map(({ message }) => fact('warning', message))}${weightsDigest !== '' && fact('sha256 of the weights', html`<code>${weightsDigest}</code>`)}</dl>\n`;
}

function searchTable(runs: readonly RunRecord[], metric: string, { page }: Words): Html {
  return html`<div class="scroll" role="region" aria-label="Runs of the search" tabindex="0"><table>
<thead><tr><th scope="col" class="number">learning rate</th><th scope="col" class="number">seed</th><th scope="col" class="number">${page.metric(metric)}, validation</th><th scope="col" class="text">run</th></tr></thead>
<tbody>${runs.map(
    (run) =>
      html`<tr><td class="number">${formatShort(run.learningRate)}</td><td class="number">${run.seed}</td><td class="number">${formatShort(run.validation[metric])}</td><td><button type="button" data-open="${runQuery(run)}" aria-label="Open learning rate ${formatShort(run.learningRate)}, seed ${run.seed}: ${run.status}">${run.status}</button></td></tr>\n`,
  )}</tbody></table></div>\n`;
}

/** The runs that a query asks for: one, or those of a loss's search. Undefined where there are none. */
export async function openedRuns(
  id: string,
  query: URLSearchParams,
  { plan, records, interim }: LiveTask,
  config: ComparisonConfig,
): Promise<LiveSection | undefined> {
  const runs = askedRuns(records, query, config.seeds);
  const [first] = runs;
  if (!first) return undefined;
  const isOne = query.has('seed');
  const study = studySoFar(config, interim ? [interim.result] : [], [], []);
  return liveSection(id, study, async (context) => {
    const label = lossLabel(first.loss, context.mark(first.loss));
    const head = isOne
      ? `on ${plan.task}, seed ${first.seed}`
      : `on ${plan.task}, search of the learning rate`;
    const sorted = runs.toSorted((a, b) => a.learningRate - b.learningRate || a.seed - b.seed);
    const body = isOne
      ? html`${runFacts(first)}${first.curve.length > 0 && (await trainingPanels([{ loss: first.loss, runs }], plan.curveMetric, context))}${metricsTable(first, context.words)}`
      : searchTable(sorted, plan.selectionMetric.name, context.words);
    return html`<h2 id="${id}-title">${label} ${head}</h2>\n${body}`;
  });
}
