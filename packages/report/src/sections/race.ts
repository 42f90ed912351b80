import { seedsUsed } from '../figures/seedsUsed.ts';
import { formatPercent } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { listInWords } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** The seeds that each loss was given, and what the looks told; nothing where nothing was raced. */
export async function race({ task }: TaskView, context: ReportContext): Promise<Html | null> {
  const { looks, saved } = task;
  if (looks.length < 2 && saved.runs === 0) return null;
  const figure = await context.figure(
    seedsUsed(
      task.results.map(({ loss, seeds }) => ({ label: loss, mark: context.mark(loss), seeds })),
      looks.map(({ seeds }) => seeds),
      `Seeds that each loss on ${task.task} was given.`,
    ),
    html`<strong>Seeds that each loss was given.</strong> The dashed lines are the looks, at which what is clearly worse stops. ${saved.runs} of ${saved.of} runs were saved, ${formatPercent(saved.of === 0 ? 0 : saved.runs / saved.of)}.
<ul class="looks">${looks.map(
      ({ seeds, level, losses, stopped }) =>
        html`<li>${seeds} seeds, ${losses} losses, level ${level}: ${stopped.length === 0 ? 'none stopped' : `${listInWords(stopped)} stopped`}</li>`,
    )}</ul>`,
    'figure beside',
  );
  return html`<h3>Seeds used</h3>\n${figure}`;
}
