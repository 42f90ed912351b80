import type { StudyResult, TaskConfig, TaskResult } from '@losskit/study';

import { formatSeconds, formatShort } from '../formatNumber.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { Words } from '../messages/Words.ts';
import { breakableName } from '../names.ts';

/**
 * The settings, versions, data and timings that belong to a study.
 *
 * @param command - What to type for it; undefined where it was a script.
 */
export function repeatRun(
  { comparison, timings }: StudyResult,
  command: string | undefined,
  words: Words,
): Html {
  const { config } = comparison;
  const { page, facts } = words;
  return html`<section aria-labelledby="repeat"><h2 id="repeat">${page.repeat}</h2>
${command !== undefined && html`<pre class="command" tabindex="0" role="region" aria-label="${facts.command}" data-copy="${page.copy}" data-copied="${page.copied}"><code>${command}</code></pre>\n`}<dl class="facts">
${fact(facts.losses, html`${config.losses.map((loss, index) => html`${index > 0 && page.separator}${breakableName(loss)}`)}`)}${fact(facts.seeds, config.seeds.join(page.separator))}${fact(facts.confidence, String(config.confidence))}${fact(facts.margin, String(config.margin))}${config.baseline !== null && fact(facts.baseline, config.baseline)}${tuned(config.tune ?? {}, words)}${fact(facts.platform, config.platform)}${fact(
  facts.versions,
  Object.entries(config.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(page.separator),
)}</dl>
${comparison.tasks.map((task) =>
  taskFacts(
    task,
    config.tasks.find((entry) => entry.task === task.task),
    words,
  ),
)}
<h3>${facts.time}</h3>
<p>${facts.inAll(formatSeconds(timings.total))}</p>
${timingTable(timings.runs, words)}</section>\n`;
}

/** Options that were tuned, with the values that were tried. */
function tuned(
  tune: NonNullable<StudyResult['comparison']['config']['tune']>,
  { page, facts }: Words,
): Html[] {
  return Object.entries(tune).flatMap(([loss, options]) =>
    Object.entries(options).map(([option, values]) =>
      fact(facts.tuned, `${loss}: ${option} ${values.map(formatShort).join(page.separator)}`),
    ),
  );
}

function fact(name: string, value: HtmlValue): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`;
}

function taskFacts(task: TaskResult, config: TaskConfig | undefined, words: Words): Html {
  const { parts } = task;
  const { page, facts } = words;
  const list = (values: readonly (string | number)[]) => values.join(page.separator);
  return html`<h3>${task.task}</h3>
<dl class="facts">
${originFacts(task.origin, words)}${fact(facts.rows, facts.parts(parts.train, parts.validation, parts.test))}${fact(facts.seeds, facts.sampling[task.sampling])}${
  config !== undefined &&
  html`${Object.entries(config.data).map(([name, value]) => fact(name === 'from' ? facts.taskFrom : facts.taskDetail(name), Array.isArray(value) ? list(value) : String(value)))}${fact(facts.model, facts.parameters(config.model, config.parameters))}${fact(facts.optimizer, config.optimizer)}${fact(facts.schedule, config.schedule)}${fact(facts.batchSize, config.batchSize)}${fact(facts.epochs, config.epochs)}${fact(facts.learningRates, list(config.learningRates.map(formatShort)))}${fact(facts.searchSeeds, list(config.searchSeeds))}${fact(facts.backend, config.backend)}`
}${fact(facts.chosenBy, facts.onValidation(page.metric(task.selectionMetric)))}${fact(facts.rankedBy, facts.onTest(page.metric(task.metric)))}</dl>\n`;
}

function originFacts(origin: TaskResult['origin'], { facts }: Words): Html {
  switch (origin.kind) {
    case 'embedded':
      return fact(facts.data, facts.embedded(origin.description));
    case 'package':
      return html`${fact(facts.data, facts.fromPackage(origin.description, origin.rows, html`<code>${origin.package}</code>`, origin.version))}${fact(facts.licence, origin.licence)}${fact(facts.digest, html`<code>${origin.sha256}</code>`)}`;
    case 'own':
      return html`${fact(facts.data, origin.description)}${fact(facts.digest, html`<code>${origin.sha256}</code>`)}`;
    case 'csv':
      return html`${fact(facts.data, facts.fromFile(html`<code>${origin.file}</code>`, origin.rows))}${fact(facts.digest, html`<code>${origin.sha256}</code>`)}`;
    case 'folder':
      return html`${fact(facts.data, facts.fromFolder(html`<code>${origin.folder}</code>`, origin.pictures))}${fact(facts.digest, html`<code>${origin.sha256}</code>`)}`;
  }
}

function timingTable(runs: StudyResult['timings']['runs'], { page, facts }: Words): Html {
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
  return html`<details><summary>${facts.rowsOfTable(groups.size)}</summary><div class="scroll" role="region" aria-label="${facts.timePerRun}" tabindex="0"><table data-sortable="${page.sort}">
<thead><tr><th scope="col">${facts.task}</th><th scope="col" class="name">${facts.loss}</th><th scope="col" class="number">${facts.runs}</th><th scope="col" class="number">${facts.mean}</th><th scope="col" class="number">${facts.longest}</th></tr></thead>
<tbody>${[...groups.values()].map(
    ({ task, loss, seconds }) =>
      html`<tr><td>${task}</td><th scope="row" class="name">${breakableName(loss)}</th><td class="number">${seconds.length}</td><td class="number">${formatSeconds(seconds.reduce((sum, value) => sum + value, 0) / seconds.length)}</td><td class="number">${formatSeconds(Math.max(...seconds))}</td></tr>\n`,
  )}</tbody></table></div></details>\n`;
}
