import type { TopLevelSpec } from 'vega-lite';

import { english } from '../messages/en/index.ts';
import type { FigureWords } from '../messages/Words.ts';
import { shortenedLoss } from '../names.ts';

const WIDTH = 460;
const NAME_WIDTH = 145;
const NAME_LENGTH = 20;
const FONT_SIZE = 12;
const ROW_HEIGHT = 22;
const AXIS = 52;
const BAR_STEP = 8;

/** A loss and its mean rank. */
export interface RankedLoss {
  readonly loss: string;
  readonly rank: number;
}

/**
 * Mean ranks on a line, best at the left; a bar joins losses whose ranks differ by no more than the critical
 * difference.
 *
 * Source: Demšar 2006, Statistical Comparisons of Classifiers over Multiple Data Sets, JMLR 7.
 *
 * @param losses By rank.
 */
export function criticalDifferenceDiagram(
  losses: readonly RankedLoss[],
  criticalDifference: number,
  words: FigureWords = english.figures,
): TopLevelSpec {
  const lowest = 1;
  const highest = Math.max(2, losses.length);
  const at = (rank: number) => NAME_WIDTH + ((rank - lowest) / (highest - lowest)) * (WIDTH - 2 * NAME_WIDTH);
  const groups = indistinguishable(losses, criticalDifference);
  const namesTop = AXIS + 14 + BAR_STEP * groups.length;
  const half = Math.ceil(losses.length / 2);
  const names = losses.map(({ loss, rank }, index) => {
    const isLeft = index < half;
    const row = isLeft ? index : losses.length - 1 - index;
    return {
      text: shortenedLoss(loss, NAME_LENGTH),
      x: at(rank),
      y: namesTop + ROW_HEIGHT * (row + 0.5),
      edge: isLeft ? NAME_WIDTH - 8 : WIDTH - NAME_WIDTH + 8,
      isLeft,
    };
  });
  const ticks = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);
  const labelled = ticks.filter((_, index) => index % Math.ceil(ticks.length / 8) === 0);
  const segments = [
    { x: at(lowest), y: AXIS, x2: at(highest), y2: AXIS, width: 1 },
    ...ticks.map((rank) => ({ x: at(rank), y: AXIS - 4, x2: at(rank), y2: AXIS, width: 1 })),
    ...names.map(({ x, y }) => ({ x, y: AXIS, x2: x, y2: y, width: 1 })),
    ...names.map(({ x, y, edge }) => ({ x, y, x2: edge, y2: y, width: 1 })),
    { x: at(lowest), y: 14, x2: at(lowest + criticalDifference), y2: 14, width: 2 },
    ...groups.map(([first, last], index) => ({
      x: at(first) - 3,
      y: AXIS + 9 + BAR_STEP * index,
      x2: at(last) + 3,
      y2: AXIS + 9 + BAR_STEP * index,
      width: 4,
    })),
  ];
  const texts = [
    ...labelled.map((rank) => ({ text: String(rank), x: at(rank), y: AXIS - 12, align: 'center' })),
    ...names.map(({ text, y, isLeft }) => ({
      text,
      x: isLeft ? NAME_WIDTH - 12 : WIDTH - NAME_WIDTH + 12,
      y,
      align: isLeft ? 'right' : 'left',
    })),
    {
      text: words.criticalDifference(criticalDifference.toFixed(2)),
      x: at(lowest),
      y: 4,
      align: 'left',
    },
  ];
  const pixels = { type: 'quantitative', scale: null, axis: null } as const;
  const x = { field: 'x', ...pixels } as const;
  const y = { field: 'y', ...pixels } as const;
  return {
    description: words.criticalDifferenceOf(
      losses.map(({ loss, rank }) => `${loss} ${rank.toFixed(1)}`).join(', '),
      criticalDifference.toFixed(2),
    ),
    width: WIDTH,
    height: namesTop + ROW_HEIGHT * half,
    autosize: { type: 'none' },
    padding: { left: 2, right: 2, top: 6, bottom: 2 },
    layer: [
      {
        data: { values: segments },
        mark: { type: 'rule', color: 'currentColor', opacity: 0.75 },
        encoding: {
          x,
          y,
          x2: { field: 'x2' },
          y2: { field: 'y2' },
          strokeWidth: { field: 'width', type: 'quantitative', scale: null },
        },
      },
      ...(['left', 'center', 'right'] as const).map(
        (align) =>
          ({
            data: { values: texts.filter((text) => text.align === align) },
            mark: { type: 'text', fontSize: FONT_SIZE, align, baseline: 'middle' },
            encoding: { x, y, text: { field: 'text', type: 'nominal' } },
          }) as const,
      ),
    ],
  };
}

/** The longest runs of losses, two at least, that no difference of ranks tells apart. */
function indistinguishable(
  losses: readonly RankedLoss[],
  criticalDifference: number,
): (readonly [first: number, last: number])[] {
  let reached = -1;
  return losses.flatMap(({ rank }, index) => {
    const last = losses.findLastIndex((other) => other.rank - rank <= criticalDifference);
    if (last <= index || last <= reached) return [];
    reached = last;
    return [[rank, losses[last]?.rank ?? rank] as const];
  });
}
