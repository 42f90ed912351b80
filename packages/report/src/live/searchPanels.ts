import type { RunRecord } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { extent } from '../extent.ts';
import { NUMBER_LABELS } from '../figureConfig.ts';
import { finiteValues } from '../finiteValues.ts';
import { formatShort } from '../formatNumber.ts';
import { type Html, html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { LossMark } from '../lossMarks.ts';
import type { ReportContext } from '../ReportContext.ts';
import { robustDomain } from '../robustDomain.ts';
import type { LiveTask } from './LiveTask.ts';

const WIDTH = 212;
const HEIGHT = 110;

/** Axes that all losses of a task share. */
interface Axes {
  readonly title: string;
  /** All that were tried. */
  readonly rates: readonly number[];
  readonly scores: readonly [low: number, high: number];
}

function searchScores(
  loss: string,
  runs: readonly RunRecord[],
  metric: string,
  mark: LossMark,
  { title, rates, scores }: Axes,
): TopLevelSpec {
  const [low, high] = scores;
  const values = runs.flatMap(({ learningRate: rate, seed, validation: { [metric]: score } }) =>
    score === undefined
      ? []
      : [
          {
            rate,
            score: Math.min(high, Math.max(low, score)),
            tip: `${loss}, learning rate ${formatShort(rate)}, seed ${seed}: ${formatShort(score)}`,
          },
        ],
  );
  return {
    description: `Validation ${title} of ${loss} over the learning rate, a dot per run of the search so far.`,
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    mark: { type: 'point', filled: true, color: mark.color, shape: mark.shape, size: 34, opacity: 0.75 },
    encoding: {
      x: {
        field: 'rate',
        type: 'quantitative',
        title: 'learning rate',
        scale: { type: 'log', domain: [...extent(rates)], nice: false, padding: 8 },
        axis: { grid: false, values: [...rates], labelExpr: NUMBER_LABELS, labelOverlap: 'greedy' },
      },
      y: {
        field: 'score',
        type: 'quantitative',
        title: null,
        scale: { domain: [low, high], zero: false, nice: false },
        axis: {
          tickCount: 4,
          labelExpr: NUMBER_LABELS,
          labelOverlap: 'greedy',
          minExtent: 36,
          maxExtent: 36,
        },
      },
      description: { field: 'tip', type: 'nominal' },
    },
  };
}

/** How the search for learning rates does so far, loss by loss on common axes; nothing before its first run. */
export async function searchPanels(
  { plan, records }: LiveTask,
  isShown: (loss: string) => boolean,
  context: ReportContext,
): Promise<Html | null> {
  const { name, higherIsBetter } = plan.selectionMetric;
  const { page } = context.words;
  const scores = finiteValues(records.map(({ validation }) => validation[name] ?? null));
  if (scores.length === 0) return null;
  const axes: Axes = {
    title: page.metric(name),
    rates: [...new Set(records.map(({ learningRate }) => learningRate))],
    scores: robustDomain(scores, extent(scores)[higherIsBetter ? 1 : 0], 4, 0.5),
  };
  const figures: Html[] = [];
  for (const loss of new Set(records.map((run) => run.loss))) {
    if (!isShown(loss)) continue;
    const mark = context.mark(loss);
    const runs = records.filter((run) => run.loss === loss);
    const spec = searchScores(loss, runs, name, mark, axes);
    figures.push(await context.figure(spec, lossLabel(loss, mark), { className: 'figure titled' }));
  }
  return html`<h3>Learning rate</h3>
<p class="lead">${page.metricAtStart(name)} on the validation part by learning rate, a dot per run so far; ${higherIsBetter ? 'higher is better' : 'lower is better'}. What lies beyond the axis is drawn at its edge.</p>
<div class="grid small">${figures}</div>\n`;
}
