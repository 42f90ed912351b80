import type { TopLevelSpec } from 'vega-lite';

import { extent } from '../extent.ts';
import { formatShort } from '../formatNumber.ts';
import { linePanels, type PanelSeries } from './linePanels.ts';

/** What a learning rate range test found; as `findLearningRate` of the trainer gives it. */
export interface LearningRateRangeResult {
  readonly table: readonly {
    readonly learningRate: number;
    readonly loss: number;
    readonly smoothed: number;
  }[];
  readonly suggestion: number | undefined;
  readonly stopped: string;
}

const WIDTH = 420;
const HEIGHT = 260;

/**
 * From below the least loss to one fall above the start: a loss that diverges rises by decades and would hide
 * the fall.
 */
function lossDomain(smoothed: readonly number[]): readonly [low: number, high: number] {
  const start = smoothed[0] ?? 0;
  const [low, high] = extent([...smoothed, start]);
  const fall = start - low || high - low || Math.max(Math.abs(start), 1) * 0.1;
  return [low - 0.1 * fall, start + fall];
}

/**
 * The loss over the learning rate in a range test, each step and smoothed, with the suggested rate; for a
 * page of its own, on white. The axis of the loss is linear, so a loss below zero looks like any other.
 *
 * @param loss - What the axis says: `huber`.
 */
export function learningRateRange(
  { table, suggestion, stopped }: LearningRateRangeResult,
  loss = 'loss',
): TopLevelSpec {
  const [low, high] = extent(table.map(({ learningRate }) => learningRate));
  const domain = lossDomain(table.map(({ smoothed }) => smoothed));
  // A loss of 1e30 has no place in pixels; a little outside is as good as far outside.
  const edge = 2 * domain[1] - domain[0];
  const series: PanelSeries[] = [
    {
      kind: 'points',
      points: table.map((point) => ({ x: point.learningRate, y: Math.min(point.loss, edge) })),
    },
    {
      label: 'smoothed',
      kind: 'line',
      points: table.map((point) => ({ x: point.learningRate, y: Math.min(point.smoothed, edge) })),
    },
  ];
  const words = suggestion === undefined ? 'no suggestion' : `suggestion ${formatShort(suggestion)}`;
  if (suggestion !== undefined) {
    series.push({ label: words, kind: 'line', points: domain.map((y) => ({ x: suggestion, y })) });
  }
  const panel = {
    title: `${words}; the test ended: ${stopped}`,
    x: { title: 'learning rate', domain: [low, high], logarithmic: true },
    y: { title: loss, domain },
    series,
  } as const;
  const description = `The ${loss} over the learning rate in a range test: ${words}.`;
  return {
    ...linePanels([panel], { description, width: WIDTH, height: HEIGHT }),
    background: 'white',
    padding: 12,
  };
}
