import { shortenedLoss } from '../names.ts';

/** Characters of a loss's name beside a row or below a column, and the pixels that they take. */
export const LABEL_LENGTH = 22;
export const LABEL_WIDTH = 176;

/**
 * An axis of losses. Two names may look the same once shortened, so marks are placed by the index of their
 * loss, and labelled by its name.
 */
export function lossAxis(losses: readonly string[]) {
  const labels = losses.map((loss) => shortenedLoss(loss, LABEL_LENGTH));
  return {
    domain: false,
    ticks: false,
    labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    labelOverlap: false,
    labelLimit: 0,
    labelFontSize: 12,
    labelOpacity: 1,
    title: null,
  } as const;
}
