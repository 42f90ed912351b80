import type { MethodWords } from '../RecordedConfig.ts';
import type { Look } from '../result.ts';
import { DRAWS } from './gapDistribution.ts';
import { DEFAULT_OF_BOUNDED, DEFAULT_PERCENTAGE } from './marginOf.ts';

/** What the words depend on. */
export interface MethodSettings {
  /** Of the intervals. Default 0.95. */
  readonly confidence?: number;
  /** The looks at the seeds, in their order. Default: one number of seeds that is not said. */
  readonly looks?: readonly Pick<Look, 'seeds' | 'level'>[];
  /** Seeds on which learning rates are tried. Default 5. */
  readonly searchSeeds?: number;
}

/** Without floating-point dust: 1 − 0.95 is 0.050000000000000044. */
function percentOf(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(4))} %`;
}

function list(parts: readonly (string | number)[]): string {
  return parts.length <= 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function racing(looks: readonly Pick<Look, 'seeds' | 'level'>[]): string {
  const seeds = looks.map((look) => look.seeds);
  const most = seeds.at(-1);
  if (most === 1) return 'There is one seed, so nothing can be said about chance.';
  if (looks.length <= 1)
    return `All losses are run on the same ${most === undefined ? '' : `${most} `}seeds, and compared once.`;
  const levels = list(looks.map(({ level }) => percentOf(level)));
  return `The seeds so far are looked at after ${list(seeds)}. A loss that is worse at a look stops there and keeps what was said of it; when nothing is undecided any more, all stop. Looking more often gives chance more occasions, so the claims of a look are made at ${levels}, which together are no more than one comparison may be wrong.`;
}

/**
 * What the verdicts mean and what they rest on. Every comparison carries these words, so that the terminal, the report and the
 * documentation say the same.
 */
export function methodWords({
  confidence = 0.95,
  looks = [],
  searchSeeds = 5,
}: MethodSettings = {}): MethodWords {
  const percent = percentOf(confidence);
  const most = looks.at(-1)?.seeds;
  const seeds = most === undefined ? 'paired seeds' : `up to ${most} paired seeds`;
  return {
    legend:
      most === 1
        ? 'One seed: no intervals, and no loss can be told from another.'
        : `± is the ${percent} interval of a mean over ${seeds}. The range against the best holds for all losses of a task together: "worse" means that it lies beyond the margin of what matters, "as good" that it does not reach beyond it.`,
    verdicts: {
      best: 'It has the best mean of the ranking metric on the test part. That alone does not set it apart from the second.',
      'as good': 'Behind the best by no more than the margin: the whole range of the difference says so.',
      'slightly worse':
        'Behind the best beyond chance, as the range of the difference excludes 0, but not surely by more than the margin.',
      worse: 'Behind the best by more than the margin: the whole range of the difference says so.',
      undecided:
        'The range of the difference includes 0 and reaches beyond the margin: the loss may be as good, and it may be worse. The number of seeds that would tell is given if the differences stay as they are; where the data are the same for all seeds, more seeds may not be able to tell.',
      'not converged':
        'The training loss was still changing at the end of some run, so that the loss is judged by where training stopped. It is compared with nothing, and never called worse.',
      failed: 'Every run diverged, could not be judged, or was no better than the trivial model.',
    },
    notes: {
      'Trivial model':
        "The best that can be done without looking at an input, such as the mean of the training targets or the most frequent class. A run that diverged, could not be judged or is no better than that has failed, and counts with the trivial model's values, which is what one would use instead. How many runs failed is shown with the Clopper–Pearson interval of that fraction, and the median, which few failures don't move, beside the mean. What fails more rarely than once in the seeds that were run may not show at all.",
      Seeds:
        'A seed fixes the data or how they are split, the initial weights and the order of the batches, the same for every loss; that is why differences are taken seed by seed. Losses that train the same weights in every seed are one loss here, and shown as the same.',
      'Data of the seeds':
        'Where each seed draws its own data, n seeds are n independent trials. Where seeds split one data set, their parts overlap, and the variance of a mean is that of one seed times 1/n + test rows / training rows (Nadeau and Bengio, 2003). Where the test part is the same for all seeds, the spread over its rows is added, by leaving out groups of them in turn (jackknife). In the last two cases there is a limit to what more seeds can tell.',
      Differences: `The best loss is picked by the same numbers that it is compared by, which favours it. So each difference to it, over its own standard error, is held against the largest that so many equal losses show by chance, with their best picked anew in each of ${DRAWS.toLocaleString('en')} draws; for two losses that is Student's t. The ranges of a task hold together: in ${percent} of all comparisons every one of them is true. A metric that counts rows is known to one row at best, which the standard error takes into account, and differences without any spread are judged by flipping their signs. Where runs of a loss failed, those that finished also say how far it is behind at least, as a failed run is worse than they are: else one collapse would hide a clear loser behind a wide range.`,
      Intervals: `Those of means are Student's ${percent} intervals over the seeds. For a metric with bounds they are computed on the scale of the logit, or of the logarithm where there is one bound, and so stay within the bounds. Two of them may overlap although the paired difference is clear.`,
      Margin: `A difference in the ranking metric that matters. Unless it is given: ${DEFAULT_OF_BOUNDED} for metrics that end at 1 or span no more than 2, such as accuracy, R² or the Brier score, and ${DEFAULT_PERCENTAGE} % of the best mean for others.`,
      Baseline: `Where a loss was named as the baseline beforehand, the others are also compared with it, by Student's t with Bonferroni's correction: nothing is picked from the data there. "better" and "worse" are beyond chance, "as good" is within the margin on both sides.`,
      Looks: racing(looks),
      'Learning rate': `Each loss has its own, found on ${searchSeeds} seeds that are not reported: all rates of the same list on two of them, the best two on all unless all are the same, by the task's selection metric on the validation part. The list grows where its first or last rate is the best, and options that are tuned are tried together with the rates; then every loss tries as many candidates as the one that is tuned. Ten times a loss is ten times the learning rate: with one rate for all, the comparison would measure the units of the losses.`,
      Convergence:
        'Linear models start at 0 and are trained until the training loss is within a ten-thousandth of its minimum or, where that is not known, changes by less than that over the last tenth of the steps; if it is not, again with twice the passes, up to eight times as many. So the loss function decides, and not how far the optimizer got. The exact minimiser is shown beside what was trained: of squared errors by least squares, of absolute errors and quantiles by linear programming, of Huber loss by Newton steps.',
      Ranking:
        'By a metric on a held-out test part that took no part in training or in choosing the learning rate; never by the loss itself. What was stopped earlier ranks behind what ran on.',
      'Several tasks':
        'A score is 0 for the trivial model of a task and 1 for its best loss. Mean ranks, and interquartile means of the scores, have intervals by a bootstrap over the seeds within each task; the probability that a run with one loss beats a run with another has an interval by Wilson (Agarwal et al., 2021). They speak of these tasks, not of others. From five tasks on, mean ranks that differ by more than the critical difference are beyond chance (Nemenyi).',
      Regressions:
        "A loss has become worse since an earlier comparison when its ranking metric has lost more than the margin beyond chance: seed by seed where the data are the same, else by Welch's interval, with Bonferroni's correction for all losses and tasks.",
      Cost: `What choosing the best can cost is the most that the ranges of the differences leave open: with ${percent} confidence no other loss is better by more than that.`,
    },
  };
}
