import { matrixPlot } from '../figures/matrixPlot.ts';
import type { PairedRow } from '../figures/pairedDots.ts';
import { shareCell } from '../figures/shareCell.ts';
import type { Html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';
import { winShare } from '../winShare.ts';

/** In which share of the seeds one loss beats another; nothing where there are not two of each. */
export async function winMatrix(
  rows: readonly PairedRow[],
  { task: { task, higherIsBetter } }: TaskView,
  context: ReportContext,
): Promise<Html | null> {
  const { charts } = context.words;
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
    title: charts.wins,
    description: charts.winsOf(task),
  });
  return context.figure(spec, charts.winsCaption, { file: `${task}-wins` });
}
