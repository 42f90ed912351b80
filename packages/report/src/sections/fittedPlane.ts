import { fittedLines } from '../figures/fittedLines.ts';
import { intervalPlot } from '../figures/intervalPlot.ts';
import { finiteValues } from '../finiteValues.ts';
import { decimalsFor, formatNumber } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import { breakableName } from '../names.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** Of all panels of a task together, and of one. */
const POINTS = 1500;
const POINTS_PER_PANEL = 130;
const MAX_PANELS = 12;

interface Coefficient {
  readonly name: string;
  readonly truth: number | null;
  readonly of: (fit: { readonly intercept: number; readonly coefficients: readonly number[] }) => number;
}

/**
 * What was fitted: lines over the rows for one feature, a dot plot for several; the coefficients as a table
 * for both.
 */
export async function fittedPlane(view: TaskView, context: ReportContext): Promise<Html | null> {
  const { distinct, preview, runsOf } = view;
  const fits = distinct.flatMap((result) => runsOf(result.loss).flatMap((run) => run.exhibits.fit ?? []));
  if (fits.length === 0) return null;
  const features = preview.featureNames ?? [];
  const coefficients: readonly Coefficient[] = [
    {
      name: context.words.charts.intercept,
      truth: preview.truth?.intercept ?? null,
      of: (fit) => fit.intercept,
    },
    ...features.map((name, index) => ({
      name,
      truth: preview.truth?.coefficients[index] ?? null,
      of: (fit: { readonly coefficients: readonly number[] }) => fit.coefficients[index] ?? Number.NaN,
    })),
  ];
  const pictures =
    features.length === 1 ? await lines(view, context) : await dots(view, context, coefficients);
  return html`${pictures}${coefficientTable(view, context, coefficients)}`;
}

async function lines(view: TaskView, context: ReportContext): Promise<Html> {
  const { distinct, preview, runsOf } = view;
  const { charts, figures: words } = context.words;
  const points = Math.min(POINTS_PER_PANEL, Math.ceil(POINTS / distinct.length));
  const figures: Html[] = [];
  for (const result of distinct) {
    const mark = context.mark(result.loss);
    const runs = runsOf(result.loss);
    const spec = fittedLines(runs, preview, { loss: result.loss, mark, points, words });
    const fitted = runs.some((run) => run.exhibits.fit !== undefined);
    figures.push(
      await context.figure(
        spec,
        html`${lossLabel(result.loss, mark)}${!fitted && html` <span class="failed-note">${charts.noLine}</span>`}`,
        { className: 'figure titled' },
      ),
    );
  }
  const rows = preview.points?.length ?? 0;
  const outliers = preview.points?.some((point) => point.outlier) ?? false;
  return html`<h3>${charts.lines}</h3>
<p class="lead">${charts.linesLead(rows > points, outliers, preview.truth !== undefined)}</p>
<div class="grid small">${figures}</div>\n`;
}

async function dots(
  view: TaskView,
  context: ReportContext,
  coefficients: readonly Coefficient[],
): Promise<Html> {
  const { distinct, runsOf } = view;
  const { charts, figures: words } = context.words;
  const figures: Html[] = [];
  for (const coefficient of coefficients.slice(0, MAX_PANELS)) {
    const rows = distinct.map((result) => {
      const values = runsOf(result.loss).map((run) =>
        run.exhibits.fit === undefined ? null : coefficient.of(run.exhibits.fit),
      );
      return { label: result.loss, mark: context.mark(result.loss), values, ...meanAndRange(values) };
    });
    const spec = intervalPlot(rows, {
      title: coefficient.name,
      description: charts.coefficientOf(coefficient.name),
      words,
      reference: coefficient.truth ?? rows[0]?.mean ?? null,
    });
    figures.push(await context.figure(spec, html`<strong>${coefficient.name}</strong>`));
  }
  const left = coefficients.length - MAX_PANELS;
  return html`<h3>${charts.coefficients}</h3>
<p class="lead">${charts.coefficientsLead(
    coefficients.some((coefficient) => coefficient.truth !== null),
    left,
  )}</p>
<div class="grid intervals">${figures}</div>\n`;
}

function coefficientTable(
  { task, distinct, runsOf, preview }: TaskView,
  context: ReportContext,
  coefficients: readonly Coefficient[],
): Html {
  const { charts, ranking } = context.words;
  const columns = coefficients.map((coefficient) => {
    const cells = distinct.map((result) =>
      meanAndRange(
        runsOf(result.loss).map((run) =>
          run.exhibits.fit === undefined ? null : coefficient.of(run.exhibits.fit),
        ),
      ),
    );
    return { ...coefficient, cells, decimals: decimalsFor(cells.map((cell) => cell.mean)) };
  });
  return html`<div class="scroll" role="region" aria-label="${charts.coefficientsOn(task.task)}" tabindex="0"><table>
<caption>${charts.coefficientsCaption}</caption>
<thead><tr><th scope="col" class="name">${ranking.loss}</th>${columns.map((column) => html`<th scope="col" class="number">${breakableName(column.name)}</th>`)}</tr></thead>
<tbody>
${
  preview.truth !== undefined &&
  html`<tr><th scope="row" class="name">${charts.truth}</th>${columns.map((column) => html`<td class="number">${formatNumber(column.truth, column.decimals)}</td>`)}</tr>\n`
}${distinct.map(
  (result, row) =>
    html`<tr><th scope="row" class="name">${lossLabel(result.loss, context.mark(result.loss))}</th>${columns.map(
      (column) => {
        const cell = column.cells[row];
        if (cell === undefined || cell.mean === null) return html`<td class="number">–</td>`;
        return html`<td class="number">${formatNumber(cell.mean, column.decimals)}${cell.low !== cell.high && html` <span class="interval">${ranking.range(formatNumber(cell.low, column.decimals), formatNumber(cell.high, column.decimals))}</span>`}</td>`;
      },
    )}</tr>\n`,
)}</tbody></table></div>\n`;
}

function meanAndRange(values: readonly (number | null)[]): {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
} {
  const finite = finiteValues(values);
  if (finite.length === 0) return { mean: null, low: null, high: null };
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  return { mean, low: Math.min(...finite), high: Math.max(...finite) };
}
