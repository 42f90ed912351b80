import { type Html, html } from '../../html.ts';

/** Of several tasks together, and of training that was made worse. */
export const together = {
  lead: (losses: number, tasks: string): string =>
    `${losses} losses that were trained on each of ${tasks}. A score is 0 for the trivial model of its task and 1 for its best loss.`,
  criticalDifferences: html`<strong>Critical differences.</strong> Mean ranks over the tasks, best at the left. Losses joined by a thick bar cannot be told apart by their ranks.`,
  spreads: {
    rank: { title: 'mean rank', caption: html`<strong>Mean rank</strong>; lower is better.` },
    interquartileMean: {
      title: 'interquartile mean of the scores',
      caption: html`<strong>Interquartile mean of the scores</strong>; the mean of the middle half of all scores; higher is better.`,
    },
  },
  spreadOf: (title: string): string => `The ${title} of each loss over the tasks, with its interval.`,
  improvement: 'probability that row beats column, %',
  improvementOf:
    'Probability that a run with the loss of the row is better than one with that of the column.',
  improvementCaption: (shown: number, of: number): Html =>
    html`<strong>Probability of improvement</strong>: that a run with the loss of the row beats one with that of the column, on a task drawn at random.${of > shown && ` The first ${shown} of ${of}.`}`,
  profilesCaption: (shown: number, of: number): Html =>
    html`<strong>Performance profiles</strong>: the fraction of all runs that reach a score. A line above another everywhere is better at every score.${of > shown && ` The first ${shown} of ${of}.`}`,

  stressLead: 'The training part is made worse, level by level; the test part stays clean.',
  stress: (name: string, task: string): string => `${name} on ${task}`,
  stressLevel: (_name: string, level: string): string => level,
  stressCaption: (metric: string, level: string, better: string, shown: number, of: number): Html =>
    html`<strong>${metric} over ${level}</strong> on the clean test part; ${better}. Bars are 95 % intervals over the seeds, the broken line is a model that looks at no input${of > shown && `; the ${shown} best of ${of}`}.`,
  worseFrom: 'worse from',
  breaksDownAt: 'breaks down at',
  never: 'never',
  slope: (isFactor: boolean): string => (isFactor ? 'slope per ×10' : 'slope per level of 1'),
  stressColumns: (first: string, trivial: string): string =>
    `Worse from: the first level at which the loss is surely worse than at ${first}, by more than the margin; the ranges of all its levels hold together. Breaks down at: where it has lost half of what it has over a model that looks at no input (${trivial}), by a straight line between two levels, with the range in which its interval has.`,
};
