import { seedsUsed } from '../figures/seedsUsed.ts';
import { formatPercent } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** The seeds that each loss was given, and what the looks told; nothing where nothing was raced. */
export async function race({ task }: TaskView, context: ReportContext): Promise<Html | null> {
  const { looks, saved } = task;
  if (looks.length < 2 && saved.runs === 0) return null;
  const { page, charts, figures } = context.words;
  const figure = await context.figure(
    seedsUsed(
      task.results.map(({ loss, seeds }) => ({ label: loss, mark: context.mark(loss), seeds })),
      looks.map(({ seeds }) => seeds),
      charts.seedsUsedOf(task.task),
      figures,
    ),
    html`${charts.seedsUsedCaption(saved.runs, saved.of, formatPercent(saved.of === 0 ? 0 : saved.runs / saved.of))}
<ul class="looks">${looks.map(
      ({ seeds, level, losses, stopped }) =>
        html`<li>${charts.look(seeds, losses, level, page.list(stopped))}</li>`,
    )}</ul>`,
    { className: 'figure beside', file: `${task.task}-seeds-used` },
  );
  return html`<h3>${charts.seedsUsed}</h3>\n${figure}`;
}
