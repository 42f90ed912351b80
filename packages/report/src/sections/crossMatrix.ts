import { type MatrixCell, matrixPlot } from '../figures/matrixPlot.ts';
import { finiteValues } from '../finiteValues.ts';
import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

const COLOR = '#d55e00';
const MAX_LOSSES = 20;

/** What a model trained with one loss gives up in the others; nothing where only one is known. */
export async function crossMatrix({ task }: TaskView, context: ReportContext): Promise<Html | null> {
  const { evaluatedBy, rows } = task.crossMatrix;
  const columns = evaluatedBy.slice(0, MAX_LOSSES);
  const trained = rows.slice(0, MAX_LOSSES);
  const cells = columns.flatMap((_, column) =>
    regretCells(
      rows.map(({ values }) => values[column] ?? null),
      column,
    ),
  );
  const shown = cells.filter(({ row }) => row < MAX_LOSSES);
  if (trained.length < 2 || shown.length === 0) return null;
  const left = Math.max(rows.length, evaluatedBy.length) - MAX_LOSSES;
  const figure = await context.figure(
    matrixPlot(shown, {
      rows: trained.map(({ trainedWith }) => trainedWith),
      columns,
      title: '% above the least of the column',
      description: `Loss on the test part of ${task.task}, trained with the loss of the row and evaluated by that of the column, above the best of the column.`,
    }),
    html`<strong>Trained with the row, evaluated by the column</strong>: how far its loss on the test part is above the least of that column, as a share of it. The least has 0 %; an empty cell was not finite. A row that is pale throughout does well whatever is asked for.${left > 0 && ` The first ${MAX_LOSSES} losses.`}`,
    'figure beside',
  );
  return html`<h3>Judged by other losses</h3>\n${figure}`;
}

function regretCells(values: readonly (number | null)[], column: number): MatrixCell[] {
  const least = Math.min(...finiteValues(values));
  return values.flatMap((value, row) => {
    if (value === null || !Number.isFinite(value)) return [];
    const regret = value === least ? 0 : (value - least) / Math.abs(least);
    return [
      {
        row,
        column,
        text: percentText(regret * 100),
        color: COLOR,
        strength: Math.sqrt(Math.min(1, regret)),
      },
    ];
  });
}

function percentText(percent: number): string {
  return percent > 999 ? '> 999' : String(Number(percent.toFixed(percent < 10 ? 1 : 0)));
}
