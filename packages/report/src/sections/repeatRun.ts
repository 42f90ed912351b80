import type { StudyResult, TaskConfig, TaskResult } from '@losskit/study';
import type { Sampling } from '@losskit/tasks';

import { formatSeconds, formatShort } from '../formatNumber.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { breakableName } from '../names.ts';

/**
 * The settings, versions, data and timings that belong to a study.
 *
 * @param command - What to type for it; undefined where it was a script.
 */
export function repeatRun({ comparison, timings }: StudyResult, command: string | undefined): Html {
  const { config } = comparison;
  return html`<section aria-labelledby="repeat"><h2 id="repeat">To repeat this run</h2>
${command !== undefined && html`<pre class="command" tabindex="0" role="region" aria-label="Command"><code>${command}</code></pre>\n`}<dl class="facts">
${fact('losses', html`${config.losses.map((loss, index) => html`${index > 0 && ', '}${breakableName(loss)}`)}`)}${fact('seeds', config.seeds.join(', '))}${fact('confidence', String(config.confidence))}${fact('margin', String(config.margin))}${config.baseline !== null && fact('baseline', config.baseline)}${tuned(config.tune ?? {})}${fact('platform', config.platform)}${fact(
  'versions',
  Object.entries(config.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', '),
)}</dl>
${comparison.tasks.map((task) =>
  taskFacts(
    task,
    config.tasks.find((entry) => entry.task === task.task),
  ),
)}
<h3>Time</h3>
<p>${formatSeconds(timings.total)} in all. Time per run at the chosen learning rate:</p>
${timingTable(timings.runs)}</section>\n`;
}

/** Options that were tuned, with the values that were tried. */
function tuned(tune: NonNullable<StudyResult['comparison']['config']['tune']>): Html[] {
  return Object.entries(tune).flatMap(([loss, options]) =>
    Object.entries(options).map(([option, values]) =>
      fact('tuned', `${loss}: ${option} ${values.map(formatShort).join(', ')}`),
    ),
  );
}

const SAMPLING: Readonly<Record<Sampling, string>> = {
  fresh: 'each draws its own rows',
  split: 'each divides the same rows into parts of its own',
  'fixed test': 'each divides the training rows; the test rows are the same for all',
};

function fact(name: string, value: HtmlValue): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`;
}

function taskFacts(task: TaskResult, config: TaskConfig | undefined): Html {
  const { parts } = task;
  return html`<h3>${task.task}</h3>
<dl class="facts">
${originFacts(task.origin)}${fact('rows', `${parts.train} train, ${parts.validation} validation, ${parts.test} test`)}${fact('seeds', SAMPLING[task.sampling])}${
  config !== undefined &&
  html`${Object.entries(config.data).map(([name, value]) => fact(name === 'from' ? 'task from' : `task: ${name}`, Array.isArray(value) ? value.join(', ') : String(value)))}${fact('model', `${config.model}, ${config.parameters} parameters`)}${fact('optimizer', config.optimizer)}${fact('schedule', config.schedule)}${fact('batch size', config.batchSize)}${fact('epochs', config.epochs)}${fact('learning rates', config.learningRates.map(formatShort).join(', '))}${fact('seeds of the search', config.searchSeeds.join(', '))}${fact('backend', config.backend)}`
}${fact('chosen by', `${task.selectionMetric} on the validation part`)}${fact('ranked by', `${task.metric} on the test part`)}</dl>\n`;
}

function originFacts(origin: TaskResult['origin']): Html {
  switch (origin.kind) {
    case 'embedded':
      return fact('data', `embedded: ${origin.description}`);
    case 'own':
      return html`${fact('data', origin.description)}${fact('sha256 of the data', html`<code>${origin.sha256}</code>`)}`;
    case 'csv':
      return html`${fact('data', html`file <code>${origin.file}</code>, ${origin.rows} rows`)}${fact('sha256 of the data', html`<code>${origin.sha256}</code>`)}`;
    case 'folder':
      return html`${fact('data', html`folder <code>${origin.folder}</code>, ${origin.pictures} pictures`)}${fact('sha256 of the data', html`<code>${origin.sha256}</code>`)}`;
  }
}

function timingTable(runs: StudyResult['timings']['runs']): Html {
  const groups = new Map<
    string,
    { readonly task: string; readonly loss: string; readonly seconds: number[] }
  >();
  for (const run of runs) {
    const key = JSON.stringify([run.task, run.loss]);
    const group = groups.get(key) ?? { task: run.task, loss: run.loss, seconds: [] };
    group.seconds.push(run.seconds);
    groups.set(key, group);
  }
  return html`<details><summary>${groups.size} rows</summary><div class="scroll" role="region" aria-label="Time per run" tabindex="0"><table data-sortable="">
<thead><tr><th scope="col">task</th><th scope="col" class="name">loss</th><th scope="col" class="number">runs</th><th scope="col" class="number">mean</th><th scope="col" class="number">longest</th></tr></thead>
<tbody>${[...groups.values()].map(
    ({ task, loss, seconds }) =>
      html`<tr><td>${task}</td><th scope="row" class="name">${breakableName(loss)}</th><td class="number">${seconds.length}</td><td class="number">${formatSeconds(seconds.reduce((sum, value) => sum + value, 0) / seconds.length)}</td><td class="number">${formatSeconds(Math.max(...seconds))}</td></tr>\n`,
  )}</tbody></table></div></details>\n`;
}
