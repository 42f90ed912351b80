import type { StressedLoss, StressResult } from '@losskit/study';

import { colours } from './colours.ts';
import { formatEstimate, formatNumber } from './formatNumber.ts';
import { fitTable } from './formatTable.ts';
import { wrapWords } from './wrapWords.ts';

/** Columns that a narrow terminal keeps beside those of the levels: loss, worse from, breaks down at. */
const OWN_COLUMNS = 3;

function levelOf(level: number | null): string {
  return level === null ? 'never' : String(Number(level.toPrecision(3)));
}

/** `0.0575 (0.0512…0.0649)`; what lies beyond the levels is left open. */
function formatBreakdown(breakdown: StressedLoss['breaksDown']): string {
  if (breakdown === null) return 'never';
  const { at, from, to } = breakdown;
  return `${levelOf(at)} (${levelOf(from)}…${to === null ? '' : levelOf(to)})`;
}

function rowOf({ loss, points, slope, worseFrom, breaksDown }: StressedLoss): string[] {
  const slopeText = slope === null ? '' : formatEstimate(slope);
  return [
    loss,
    ...points.map(({ mean }) => formatNumber(mean)),
    levelOf(worseFrom),
    formatBreakdown(breaksDown),
    slopeText,
  ];
}

/** How losses bear training that is made worse, level by level. */
export function formatStress(result: StressResult, width: number): string {
  const { task, stress, metric, higherIsBetter, levels, losses, slopePer, level, trivial } = result;
  const direction = higherIsBetter ? 'higher is better' : 'lower is better';
  const head = `${stress} on ${task}`;
  const per = slopePer === 1 ? 'slope per level of 1' : 'slope per ×10';
  return [
    `${colours.bold(head)}${wrapWords(`: ${metric} on the clean test part, ${direction}`, width - head.length)}`,
    fitTable(
      ['loss', ...levels.map(String), 'worse from', 'breaks down at', per],
      losses.map(rowOf),
      width,
      OWN_COLUMNS + levels.length,
    ),
    colours.dim(
      wrapWords(
        `Levels are ${level}. Worse from: the first level at which it is surely worse than at ${levels[0]}, by more than the margin. ` +
          `Breaks down at: where it has lost half of what it has over a model that looks at no input (${formatNumber(trivial)}), with the range in which its interval has.`,
        width,
      ),
    ),
  ].join('\n');
}
