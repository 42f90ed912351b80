/** Answers that were given with about the same confidence. */
export interface CalibrationBin {
  /** How many, or the sum of their weights. */
  readonly answers: number;
  /** Mean confidence of them. */
  readonly confidence: number;
  /** The fraction of them that was right. */
  readonly right: number;
}

const BINS = 15;

/** A fold of answers, each with its confidence from 0 to 1 and whether it was right. */
export interface CalibrationFold {
  add(confidence: number, isRight: boolean, weight?: number): void;
  /** Bins that have answers, the least confident first. */
  bins(): CalibrationBin[];
  /** Σ over bins of (answers in the bin / n) · |right − mean confidence| in the bin; NaN without answers. */
  error(): number;
}

/** 15 bins of equal width, ((m − 1)/15, m/15]. @see C. Guo et al., ICML 2017, arXiv:1706.04599 */
export function calibrationBins(): CalibrationFold {
  const answers = new Float64Array(BINS);
  const right = new Float64Array(BINS);
  const confidences = new Float64Array(BINS);
  return {
    add(confidence, isRight, weight = 1) {
      const bin = Math.max(1, Math.min(BINS, Math.ceil(confidence * BINS))) - 1;
      answers[bin] = (answers[bin] ?? 0) + weight;
      right[bin] = (right[bin] ?? 0) + (isRight ? weight : 0);
      confidences[bin] = (confidences[bin] ?? 0) + weight * confidence;
    },
    bins: () =>
      Array.from(answers).flatMap((count, bin) =>
        count === 0
          ? []
          : [
              {
                answers: count,
                confidence: (confidences[bin] ?? 0) / count,
                right: (right[bin] ?? 0) / count,
              },
            ],
      ),
    error() {
      const total = answers.reduce((sum, count) => sum + count, 0);
      const gaps = right.reduce((sum, count, bin) => sum + Math.abs(count - (confidences[bin] ?? 0)), 0);
      return gaps / total;
    },
  };
}
