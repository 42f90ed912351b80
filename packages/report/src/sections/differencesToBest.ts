import type { Difference } from '@losskit/study';

import { type ForestRow, forestPlot } from '../figures/forestPlot.ts';
import { formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { metricTitle } from '../names.ts';
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
  const title = metricTitle(task.metric);
  const side = task.higherIsBetter ? 'below' : 'above';
  const spec = forestPlot(rows, {
    title: `${title} ${side} the best: worse to the right →`,
    description: `How far each loss on ${task.task} is ${side} the best in ${title}, with intervals: ${rows.map(({ label, verdict }) => `${label} ${verdict}`).join(', ')}.`,
    margin: task.margin,
  });
  return context.figure(
    spec,
    html`<strong>How far behind the best</strong> each loss is in ${title}, and the interval of that difference; right is worse. The shaded band is the margin of ±${formatShort(task.margin)}, up to which a difference does not matter. An arrow stands for an interval that goes on outside; its ends are at the right. A hollow mark with a broken line is undecided.`,
    'figure beside',
  );
}

/** Positive where worse, whatever the metric's direction. */
function behind({ mean, low, high }: Difference, higherIsBetter: boolean) {
  return higherIsBetter ? { mean: -mean, low: -high, high: -low } : { mean, low, high };
}
