import { visibleText } from '@losskit/errors';
import type { StudyResult, TaskProblem } from '@losskit/study';

import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { type Html, html, trustedHtml } from './html.ts';
import type { Language, Words } from './messages/Words.ts';
import { wordsIn } from './messages/wordsIn.ts';
import { breakableName } from './names.ts';
import { type NamedFigure, reportContext, taskView } from './ReportContext.ts';
import { REPORT_SCRIPT } from './reportScript.ts';
import { acrossTasks } from './sections/acrossTasks.ts';
import { howToRead } from './sections/howToRead.ts';
import { repeatRun } from './sections/repeatRun.ts';
import { stressed } from './sections/stressed.ts';
import { taskSection } from './sections/taskSection.ts';
import { STYLESHEET } from './stylesheet.ts';

/** What a report says besides its comparison. */
export interface ReportOptions {
  /** The command line that repeats the comparison, to copy. Default: none is shown. */
  readonly command?: string | undefined;
  /** Of all that the report says; names, numbers and the reasons of failed runs stay as they are. Default `en`. */
  readonly language?: Language | undefined;
}

/** A report, and those of its figures that can be files too. */
export interface DrawnReport {
  readonly html: string;
  readonly figures: readonly NamedFigure[];
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
export async function renderReport(result: StudyResult, options: ReportOptions = {}): Promise<string> {
  return (await drawReport(result, options)).html;
}

/** What {@link renderReport} gives, and the figures in it. */
export async function drawReport(
  result: StudyResult,
  { command, language = 'en' }: ReportOptions,
): Promise<DrawnReport> {
  const { comparison } = result;
  const { config, tasks } = comparison;
  const words = wordsIn(language);
  const { page } = words;
  const context = reportContext(result, words);
  const sections: Html[] = [];
  for (const [index, task] of tasks.entries()) {
    sections.push(await taskSection(taskView(result, task), context, `task-${index + 1}`));
  }
  const { across, stress } = comparison;
  if (stress !== undefined) sections.push(await stressed(stress, context));
  if (across !== undefined) sections.push(await acrossTasks(across, context));
  const title = page.title(tasks.map((task) => task.task));
  // `<` is the one character that can end a script element or open a comment in it.
  const json = visibleText(JSON.stringify(comparison)).replaceAll('<', '\\u003c');

  const { markup } = html`<!doctype html>
<html lang="${page.htmlLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(REPORT_SCRIPT)}">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trustedHtml(STYLESHEET)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="subtitle">${page.subtitle(config.losses.length, tasks.length, config.seeds.length)}</p>
<nav aria-label="${page.contents}"><ul>
${tasks.map((task, index) => html`<li><a href="#task-${index + 1}">${task.task}</a>${task.recommended !== null && html`: ${breakableName(task.recommended)}`}</li>\n`)}${stress !== undefined && html`<li><a href="#stress">${page.underStress}</a></li>\n`}${across !== undefined && html`<li><a href="#all-tasks">${page.allTasks}</a></li>\n`}<li><a href="#how-to-read">${page.howToRead}</a></li>
<li><a href="#repeat">${page.repeat}</a></li>
</ul></nav>
${problemsNote(comparison.problems ?? [], words)}</header>
<main>
${sections}${howToRead(page.method(comparison), words)}${repeatRun(result, command, words)}</main>
<script type="application/json" id="comparison">${trustedHtml(json)}${END_OF_SCRIPT}
<script>${trustedHtml(REPORT_SCRIPT)}${END_OF_SCRIPT}
</body>
</html>
`;
  return { html: markup, figures: context.named };
}

function problemsNote(problems: readonly TaskProblem[], { page }: Words): Html | null {
  if (problems.length === 0) return null;
  return html`<div class="problems" role="note"><p>${page.notCompared}</p><ul>
${problems.map(({ task, message }) => html`<li><strong>${task}</strong>: ${message}</li>\n`)}</ul></div>\n`;
}
