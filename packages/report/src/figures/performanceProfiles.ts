import type { TopLevelSpec } from 'vega-lite';

import type { LossMark } from '../lossMarks.ts';
import type { FigureWords } from '../messages/Words.ts';
import { shortenedLoss } from '../names.ts';
import { DASHES } from './dashes.ts';
import { legendRow } from './legendRow.ts';

const WIDTH = 390;
const HEIGHT = 250;
const LEGEND_ROW = 20;
const LEGEND_TOP = HEIGHT + 56;

/** The fractions of one loss. */
export interface PerformanceProfile {
  readonly label: string;
  readonly mark: LossMark;
  /** Of the runs whose score is at least each of the scores. */
  readonly fractions: readonly number[];
}

/** The fraction of the runs that reach a score, over the score; a line per loss. The higher, the better. */
export function performanceProfiles(
  profiles: readonly PerformanceProfile[],
  scores: readonly number[],
  words: FigureWords,
): TopLevelSpec {
  const dashOf = (index: number) => [...(DASHES[index % DASHES.length] ?? [])];
  const x = {
    field: 'score',
    type: 'quantitative',
    title: words.score,
    scale: { nice: false, zero: false },
    axis: { tickCount: 6, labelFontSize: 12, titleFontSize: 12, labelFlush: true },
  } as const;
  const fractionDomain = [0, 1];
  const y = {
    field: 'fraction',
    type: 'quantitative',
    title: words.reached,
    scale: { domain: fractionDomain },
    axis: { format: '.0%', tickCount: 5, labelFontSize: 12, titleFontSize: 12 },
  } as const;
  return {
    description: words.profilesOf(profiles.map(({ label }) => label).join(', ')),
    width: WIDTH,
    height: HEIGHT,
    autosize: { type: 'none' },
    padding: { left: 58, right: 12, top: 8, bottom: LEGEND_TOP - HEIGHT + LEGEND_ROW * profiles.length },
    layer: profiles.flatMap(({ label, mark, fractions }, index) => {
      const line = { color: mark.color, strokeWidth: 2.2, strokeDash: dashOf(index) };
      return [
        {
          data: { values: scores.map((score, at) => ({ score, fraction: fractions[at] ?? 0 })) },
          mark: { type: 'line', ...line },
          encoding: { x, y },
        } as const,
        ...legendRow({ text: shortenedLoss(label, 50), ...line }, LEGEND_TOP + LEGEND_ROW * index, 12),
      ];
    }),
  };
}
