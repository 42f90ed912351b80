import type { TopLevelSpec } from 'vega-lite';

import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';
import { shortenedName } from '../names.ts';

const MAX_CLASSES_WITH_NUMBERS = 12;
const SIDE = 200;

/**
 * Counts by true class (rows) and predicted class (columns): blue where right, orange where wrong, stronger
 * for a larger fraction of the row.
 */
export function confusionMatrix(
  counts: readonly (readonly number[])[],
  classNames: readonly string[],
  loss: string,
  words: FigureWords = english.figures,
): TopLevelSpec {
  // Two names may look the same once shortened, so cells are placed by index and labelled by name.
  const names = counts.map((_, index) => shortenedName(classNames[index] ?? String(index), 12));
  const cells = counts.flatMap((row, trueClass) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({
      trueClass,
      predicted,
      count,
      color: trueClass === predicted ? '#0072b2' : '#d55e00',
      opacity: total === 0 ? 0 : 0.03 + 0.57 * Math.sqrt(count / total),
    }));
  });
  const side = Math.min(280, Math.max(SIDE, counts.length * 22));
  const axis = {
    domain: false,
    ticks: false,
    labelExpr: `${JSON.stringify(names)}[datum.value]`,
    labelOverlap: false,
    labelLimit: 0,
  } as const;
  const classIndices = names.map((_, index) => index);
  const scale = { domain: classIndices, paddingInner: 0.04, paddingOuter: 0 };
  const x = {
    field: 'predicted',
    type: 'nominal',
    title: words.predicted,
    scale,
    axis: { ...axis, labelAngle: counts.length > 4 ? -45 : 0, orient: 'bottom' },
  } as const;
  const y = { field: 'trueClass', type: 'nominal', title: words.trueClass, scale, axis } as const;

  return {
    description: words.confusionOf(loss),
    width: side,
    height: side * 0.72,
    layer: [
      {
        data: { values: cells },
        mark: { type: 'rect', cornerRadius: 2 },
        encoding: {
          x,
          y,
          color: { field: 'color', type: 'nominal', scale: null },
          fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
        },
      },
      {
        data: { values: counts.length <= MAX_CLASSES_WITH_NUMBERS ? cells : [] },
        mark: { type: 'text', fontSize: 13 },
        encoding: { x, y, text: { field: 'count', type: 'quantitative' } },
      },
    ],
  };
}
