import { type IntervalRow, intervalPlot, linePanels, lossMarks } from '@losskit/report';
import type { TaskResult } from '@losskit/study';

import type { Experiments } from '../experiments/Experiments.ts';
import { spaced } from '../probe.ts';
import type { Figure } from './Figure.ts';

const GREY = { color: '#7b8086', shape: 'circle' } as const;

/** The losses of a task by its ranking metric. */
function ranking({ task, metric, results }: TaskResult, title: string): Figure {
  const marks = lossMarks(results.map(({ loss }) => loss));
  const rows = results.map(({ loss, metrics }): IntervalRow => {
    const { mean = null, low = null, high = null, values = [] } = metrics[metric] ?? {};
    return { label: loss, mark: marks.get(loss) ?? GREY, values, mean, low, high };
  });
  const description = `${metric} of each loss on ${task}: a dot per seed, the mean and its interval.`;
  const reference = rows[0]?.mean ?? null;
  return {
    name: `case-${task}`,
    spec: intervalPlot(rows, { title, description, reference }),
  };
}

/** How many pictures have at least a certain largest probability. */
function unknown({ unknownFruit }: Experiments): Figure {
  const panels = unknownFruit.losses.map(({ loss, known, unknown: strange }) => {
    const share = (values: readonly number[]) =>
      spaced(0.3, 1, 141).map((x) => ({ x, y: values.filter((value) => value >= x).length / values.length }));
    return {
      title: loss,
      x: { title: 'max p', domain: [0.3, 1] as const },
      y: { title: 'P(max p ≥ x)', domain: [0, 1] as const },
      series: [
        { label: 'known fruits', kind: 'line' as const, points: share(known) },
        { label: 'pineapple', kind: 'line' as const, points: share(strange) },
      ],
    };
  });
  const description = 'Share of known fruits and of pineapples whose largest probability is at least x.';
  return { name: 'pineapple', spec: linePanels(panels, { width: 260, height: 220, description }) };
}

/** What the trained models reached. */
export function caseFigures(experiments: Experiments): Figure[] {
  return [
    ranking(experiments.linear, 'RMSE'),
    ranking(experiments.fruit, 'accuracy'),
    ranking(experiments.bowls, 'p'),
    unknown(experiments),
  ];
}
