import type { Difference } from '@losskit/study';

import { type ForestRow, forestPlot } from '../figures/forestPlot.ts';
import { formatShort } from '../formatNumber.ts';
import type { Html } from '../html.ts';
import type { ReportContext, TaskView } from '../ReportContext.ts';

/** The forest plot; nothing where no loss is compared, as with one seed. */
export async function differencesToBest(
  { task, distinct }: TaskView,
  context: ReportContext,
): Promise<Html | null> {
  if (task.results.every(({ difference }) => difference === null)) return null;
  const rows = distinct.map(({ loss, verdict, difference }): ForestRow => {
    const equal = task.results.filter(({ sameAs }) => sameAs === loss).map((result) => result.loss);
    const label = [loss, ...equal].join(' = ');
    return { label, verdict, behind: difference && behind(difference, task.higherIsBetter) };
  });
  const { page, charts, ranking, figures } = context.words;
  const title = page.metric(task.metric);
  const side = charts.side(task.higherIsBetter);
  const verdicts = rows.map(({ label, verdict }) => `${label} ${ranking.verdicts[verdict]}`);
  const spec = forestPlot(rows, {
    title: charts.behind(side, title),
    description: charts.behindOf(task.task, side, title, verdicts.join(page.separator)),
    margin: task.margin,
    verdicts: ranking.verdicts,
    words: figures,
  });
  return context.figure(spec, charts.behindCaption(title, formatShort(task.margin)), {
    className: 'figure beside',
    file: `${task.task}-differences`,
  });
}

/** Positive where worse, whatever the metric's direction. */
function behind({ mean, low, high }: Difference, higherIsBetter: boolean) {
  return higherIsBetter ? { mean: -mean, low: -high, high: -low } : { mean, low, high };
}
