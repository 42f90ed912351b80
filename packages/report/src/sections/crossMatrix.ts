import { type MatrixCell, matrixPlot } from '../figures/matrixPlot.ts';
import { finiteValues } from '../finiteValues.ts';
import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

const COLOR = '#d55e00';
const MAX_LOSSES = 20;

/** What a model trained with one loss gives up in the others; nothing where only one is known. */
export async function crossMatrix({ task }: TaskView, context: ReportContext): Promise<Html | null> {
  const { evaluatedBy, rows } = task.crossMatrix;
  const { charts } = context.words;
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
      title: charts.regret,
      description: charts.regretOf(task.task),
    }),
    charts.regretCaption(left > 0 ? MAX_LOSSES : null),
    { className: 'figure beside', file: `${task.task}-judged-by-others` },
  );
  return html`<h3>${charts.judgedByOthers}</h3>\n${figure}`;
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
