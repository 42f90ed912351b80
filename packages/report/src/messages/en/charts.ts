import { type Html, type HtmlValue, html } from '../../html.ts';

/** Headings and captions of what is drawn of a task. */
export const charts = {
  behind: (side: string, metric: string): string => `${metric} ${side} the best: worse to the right →`,
  side: (higherIsBetter: boolean): string => (higherIsBetter ? 'below' : 'above'),
  behindOf: (task: string, side: string, metric: string, rows: string): string =>
    `How far each loss on ${task} is ${side} the best in ${metric}, with intervals: ${rows}.`,
  behindCaption: (metric: string, margin: string): Html =>
    html`<strong>How far behind the best</strong> each loss is in ${metric}, and the interval of that difference; right is worse. The shaded band is the margin of ±${margin}, up to which a difference does not matter. An arrow stands for an interval that goes on outside; its ends are at the right. A hollow mark with a broken line is undecided.`,

  seedBySeed: 'Seed by seed',
  firstOfRanking: (shown: number, left: number): string =>
    `The first ${shown} of the ranking; ${left} more stand in the table above.`,
  onTestPart: (metric: string): string => `${metric} on the test part`,
  runsOf: (metric: string, task: string): string =>
    `${metric} of each loss on each seed of ${task}, those of a seed joined by a line.`,
  runsCaption: (metric: string, better: string, hasTrivial: boolean, hasFailed: boolean): Html =>
    html`<strong>${metric} of every run</strong>; ${better}. A dot is a run, a line joins the runs of a seed.${hasTrivial && ' A dashed line is the trivial model, which looks at no input.'}${hasFailed && ' A cross is a run that failed and counts as that model.'}`,
  wins: '% of seeds in which row beats column',
  winsOf: (task: string): string =>
    `Share of the seeds of ${task} in which the loss of the row is better than that of the column.`,
  winsCaption: html`<strong>How often one beats another</strong>: the share of their common seeds in which the loss of the row is better than that of the column, a tie as half. Blue rows win.`,

  metrics: 'Metrics on the test part',
  metricsLead:
    'Small outlined dots are seeds, the large mark is their mean, the bar is the interval of the mean alone: two that overlap may still differ, because the seeds are paired. The dashed line is the mean of the best loss. An arrow at the edge stands for what lies outside.',
  metricOf: (metric: string, task: string): string =>
    `${metric} of each loss on the test part of ${task}: a dot per seed, the mean and its interval.`,
  metricCaption: (metric: string, ranks: boolean, better: string): Html =>
    html`<strong>${metric}</strong>${ranks && ', the metric that ranks'}; ${better}.`,

  learningRate: 'Learning rate',
  learningRateLead: (metric: string, better: string, isTuned: boolean): string =>
    `${metric} on the validation part by learning rate, on the same axes for all losses; ${better}. A dot is a seed of the search, the line their mean, a cross at the bad edge a run without a score. The outlined mark was chosen; the shaded rates are within 5 % of it, so the wider the shade, the less the rate has to be tuned. What lies beyond the axis is drawn at its edge.${isTuned ? ' Broken lines are other values of an option that was tuned.' : ''}`,
  rateAlone: (rate: string): string => `${rate} alone`,
  rateRange: (low: string, high: string, decades: string): string => `${low} to ${high}: ${decades} decades`,
  rateFailed: (share: string): string => `; ${share} of its runs failed`,
  rateAtEdge: '; still at the edge',

  seedsUsed: 'Seeds used',
  seedsUsedOf: (task: string): string => `Seeds that each loss on ${task} was given.`,
  seedsUsedCaption: (saved: number, of: number, share: string): Html =>
    html`<strong>Seeds that each loss was given.</strong> The dashed lines are the looks, at which what is clearly worse stops. ${saved} of ${of} runs were saved, ${share}.`,
  look: (seeds: number, losses: number, level: number, stopped: string): string =>
    `${seeds} seeds, ${losses} losses, level ${level}: ${stopped === '' ? 'none stopped' : `${stopped} stopped`}`,

  judgedByOthers: 'Judged by other losses',
  regret: '% above the least of the column',
  regretOf: (task: string): string =>
    `Loss on the test part of ${task}, trained with the loss of the row and evaluated by that of the column, above the best of the column.`,
  regretCaption: (shown: number | null): Html =>
    html`<strong>Trained with the row, evaluated by the column</strong>: how far its loss on the test part is above the least of that column, as a share of it. The least has 0 %; an empty cell was not finite. A row that is pale throughout does well whatever is asked for.${shown !== null && ` The first ${shown} losses.`}`,

  training: 'Training',
  trainingLead: (metric: string): string =>
    `Above: the training loss, each in its own unit, so heights cannot be compared between losses. Below: ${metric} on the validation part, on the same axis for all. Light lines are seeds, the strong line is the mean of those that finished.`,
  unfinished: (status: string, runs: number, of: number, reason: string): string =>
    `${status} in ${runs} of ${of} seeds: ${reason}`,

  theData: 'The data',
  theDataLead: 'Some of the training pictures, at the size that the model sees.',

  confusion: 'Confusion matrices',
  confusionLead:
    'The test part, summed over seeds. Blue is right and orange is wrong, stronger for a larger fraction of the row.',
  misclassified: 'Misclassified pictures',
  misclassifiedLead:
    'Test pictures that the model of the first seed got wrong, surest first, with the probability that it gave to its answer.',
  misclassifiedOthers: (losses: number): string => `Misclassified pictures of the other ${losses} losses`,
  noneMisclassified: 'None: every test picture was put into its class.',
  takenFor: (label: HtmlValue, predicted: HtmlValue): Html => html`${label} taken for ${predicted}`,
  takenForAlternative: (label: string, predicted: string): string => `${label}, taken for ${predicted}`,

  lines: 'Fitted lines',
  noLine: 'no line: no run finished',
  linesLead: (isSample: boolean, hasOutliers: boolean, hasTruth: boolean): string =>
    `${isSample ? 'A sample of the training rows' : 'The training rows'} of the first seed${hasOutliers ? ', known outliers as crosses' : ''}. Light lines are seeds, the strong line is their mean${hasTruth ? '; the dashed line is the truth' : ''}.`,
  intercept: 'intercept',
  coefficients: 'Fitted coefficients',
  coefficientOf: (name: string): string => `Fitted ${name} by loss: a dot per seed, the mean and the range.`,
  coefficientsLead: (hasTruth: boolean, left: number): string =>
    `In original units. Dots are seeds, the filled mark is their mean, the bar runs from the smallest to the largest. The dashed line is ${hasTruth ? 'the truth' : 'the mean of the best loss'}.${left > 0 ? ` ${left} more coefficients stand in the table.` : ''}`,
  coefficientsOn: (task: string): string => `Fitted coefficients on ${task}`,
  coefficientsCaption: 'Fitted coefficients in original units: mean over seeds, smallest to largest below.',
  truth: 'truth',
};
