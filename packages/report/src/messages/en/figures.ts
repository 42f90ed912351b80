/** What stands inside figures, and what a screen reader says of them. */
export const figures = {
  range: (low: string, high: string): string => `${low} to ${high}`,
  meanTip: (label: string, mean: string, interval: string | null): string =>
    `${label}: mean ${mean}${interval === null ? '' : ` (${interval})`}`,
  failed: 'failed',
  someSeeds: (known: number, all: number, mean: string): string => `${known} of ${all} seeds: ${mean}`,
  seedTip: (label: string, seed: number, value: string, failed: boolean): string =>
    `${label}, seed ${seed}: ${value}${failed ? ', failed' : ''}`,
  predicted: 'predicted',
  trueClass: 'true',
  confusionOf: (loss: string): string =>
    `Confusion matrix of ${loss}, true classes in rows, predicted classes in columns.`,
  criticalDifference: (ranks: string): string => `critical difference ${ranks}`,
  criticalDifferenceOf: (ranks: string, difference: string): string =>
    `Mean ranks of ${ranks}; ranks that differ by more than ${difference} are beyond chance.`,
  feature: 'feature',
  target: 'target',
  linesOf: (loss: string, hasTruth: boolean): string =>
    `Lines fitted by ${loss} over the training rows${hasTruth ? ', with the true line dashed' : ''}.`,
  learningRate: 'learning rate',
  learningRateOf: (metric: string, loss: string, chosen: string): string =>
    `Validation ${metric} of ${loss} over the learning rate: a dot per seed of the search, the mean as a line; ${chosen} was chosen.`,
  score: 'score (0: trivial model, 1: best loss of the task)',
  reached: 'fraction of the runs that reach it',
  profilesOf: (losses: string): string =>
    `Performance profiles of ${losses}: the fraction of the runs that reach a score.`,
  seeds: 'seeds',
  stressOf: (metric: string, task: string, losses: string, level: string): string =>
    `${metric} on ${task} of ${losses} over ${level}.`,
  best: 'best',
  worst: 'worst',
  howSure: 'how sure',
  howOftenRight: 'how often right',
  step: 'step',
  trainingLoss: (isLogarithmic: boolean): string =>
    isLogarithmic ? 'training loss, logarithmic' : 'training loss',
  validation: (metric: string): string => `validation ${metric}`,
  trainingOf: (loss: string, metric: string): string =>
    `Training curves of ${loss}: training loss and validation ${metric} over steps.`,
};
