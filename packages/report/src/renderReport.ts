import { visibleText } from '@losskit/errors';
import type { StudyResult, TaskProblem } from '@losskit/study';

import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { type Html, html, trustedHtml } from './html.ts';
import { breakableName, listInWords } from './names.ts';
import { reportContext, taskView } from './ReportContext.ts';
import { acrossTasks } from './sections/acrossTasks.ts';
import { howToRead } from './sections/howToRead.ts';
import { repeatRun } from './sections/repeatRun.ts';
import { taskSection } from './sections/taskSection.ts';
import { SORT_SCRIPT } from './sortScript.ts';
import { STYLESHEET } from './stylesheet.ts';

/** What a report says besides its comparison. */
export interface ReportOptions {
  /** The command line that repeats the comparison, to copy. Default: none is shown. */
  readonly command?: string | undefined;
}

/** Apart, because compilers that keep `</script>` out of a template import a helper for that. */
const END_OF_SCRIPT = trustedHtml('</script>');

/**
 * The report of a comparison as one HTML file that asks the network for nothing. Equal results give equal
 * bytes. Its only script sorts tables; its policy admits no other.
 *
 * The comparison itself is embedded as JSON in `<script type="application/json" id="comparison">`.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { compare } from '@losskit/study';
 * await writeFile('report.html', await renderReport(await compare({ tasks: ['linear'] })));
 * ```
 */
export async function renderReport(result: StudyResult, { command }: ReportOptions = {}): Promise<string> {
  const { comparison } = result;
  const { config, tasks } = comparison;
  const context = reportContext(result);
  const sections: Html[] = [];
  for (const [index, task] of tasks.entries()) {
    sections.push(await taskSection(taskView(result, task), context, `task-${index + 1}`));
  }
  const { across } = comparison;
  if (across !== undefined) sections.push(await acrossTasks(across, context));
  const title =
    tasks.length === 0
      ? 'Comparison of losses'
      : `Which loss for ${listInWords(tasks.map((task) => task.task))}?`;
  const count = (number: number, noun: string, plural = `${noun}s`) =>
    `${number} ${number === 1 ? noun : plural}`;
  // `<` is the one character that can end a script element or open a comment in it.
  const json = visibleText(JSON.stringify(comparison)).replaceAll('<', '\\u003c');

  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(SORT_SCRIPT)}">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trustedHtml(STYLESHEET)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="subtitle">${count(config.losses.length, 'loss', 'losses')} trained on ${count(tasks.length, 'task')} over ${count(config.seeds.length, 'paired seed')}, by losskit.</p>
<nav aria-label="Contents"><ul>
${tasks.map((task, index) => html`<li><a href="#task-${index + 1}">${task.task}</a>${task.recommended !== null && html`: ${breakableName(task.recommended)}`}</li>\n`)}${across !== undefined && html`<li><a href="#all-tasks">All tasks together</a></li>\n`}<li><a href="#how-to-read">How to read this</a></li>
<li><a href="#repeat">To repeat this run</a></li>
</ul></nav>
${problemsNote(comparison.problems ?? [])}</header>
<main>
${sections}${howToRead(config.method)}${repeatRun(result, command)}</main>
<script type="application/json" id="comparison">${trustedHtml(json)}${END_OF_SCRIPT}
<script>${trustedHtml(SORT_SCRIPT)}${END_OF_SCRIPT}
</body>
</html>
`.markup;
}

function problemsNote(problems: readonly TaskProblem[]): Html | null {
  if (problems.length === 0) return null;
  return html`<div class="problems" role="note"><p>Not compared:</p><ul>
${problems.map(({ task, message }) => html`<li><strong>${task}</strong>: ${message}</li>\n`)}</ul></div>\n`;
}
