import { matrixPlot } from '../figures/matrixPlot.ts';
import type { PairedRow } from '../figures/pairedDots.ts';
import { shareCell } from '../figures/shareCell.ts';
import { type Html, html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { winShare } from '../winShare.ts';

/** In which share of the seeds one loss beats another; nothing where there are not two of each. */
export async function winMatrix(
  rows: readonly PairedRow[],
  { task: { task, higherIsBetter } }: TaskView,
  context: ReportContext,
): Promise<Html | null> {
  const names = rows.map(({ label }) => label);
  const seeds = Math.max(0, ...rows.map(({ values }) => values.length));
  if (rows.length < 2 || seeds < 2) return null;
  const cells = rows.flatMap((first, row) =>
    rows.flatMap((second, column) => {
      const share = row === column ? null : winShare(first.values, second.values, higherIsBetter);
      return share === null ? [] : [shareCell(row, column, share)];
    }),
  );
  const spec = matrixPlot(cells, {
    rows: names,
    columns: names,
    title: '% of seeds in which row beats column',
    description: `Share of the seeds of ${task} in which the loss of the row is better than that of the column.`,
  });
  return context.figure(
    spec,
    html`<strong>How often one beats another</strong>: the share of their common seeds in which the loss of the row is better than that of the column, a tie as half. Blue rows win.`,
  );
}
