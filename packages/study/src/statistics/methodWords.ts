import type { MethodWords } from '../result.ts';

/**
 * What the verdicts of {@link rankLosses} mean and what they rest on. Every comparison carries these words, so that the terminal
 * and the report say the same.
 */
export function methodWords(confidence: number, seeds: number): MethodWords {
  const percent = `${Number((confidence * 100).toPrecision(4))} %`;
  return {
    legend:
      seeds > 1
        ? `± is the ${percent} interval over ${seeds} paired seeds. "worse" means beyond chance (paired t test, Holm's correction): the range against the best then excludes 0.`
        : 'One seed: no intervals, and no loss can be told from another.',
    verdicts: {
      best: 'First by the mean of the ranking metric on the test part. Being first is not yet being distinguishable from the second.',
      'not distinguishable':
        "The paired t test against the best loss, after Holm's correction over all losses of the task, finds no difference. That is not evidence that they are equal: more seeds may separate them.",
      worse: 'The same test says that the loss differs from the best one by more than the seeds explain.',
      diverged:
        'Training ended in a loss that is not a finite number, in every seed. A loss that diverged in some seeds only is judged on the others, and the table says so.',
      failed:
        'In every seed the loss could not be computed, or the ranking metric could not be computed of what it trained.',
    },
    notes: {
      'Trivial model':
        'The best that can be done without looking at an input, such as the mean of the training targets. What does no better has learned nothing.',
      Seeds: `${seeds === 1 ? 'There is one seed, so nothing can be said about chance.' : `There are ${seeds} seeds.`} A seed fixes the data or how they are split, the initial weights and the order of the batches, the same for every loss; that is why differences are taken seed by seed.`,
      Intervals: `Each is a ${percent} interval for the mean over seeds, by Student's t distribution. Two intervals may overlap although the paired difference is clear. The range of a difference is wider, at the level of Holm's procedure: it excludes 0 exactly where the verdict is "worse".`,
      'Learning rate':
        'Each loss has its own, chosen on the validation part from the same list. Ten times a loss is ten times the learning rate: with one rate for all, the comparison would measure the units of the losses.',
      Ranking:
        'By a metric on a held-out test part that took no part in training or in choosing the learning rate; never by the loss itself.',
    },
  };
}
