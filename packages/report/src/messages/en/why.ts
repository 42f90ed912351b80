import { type Html, type HtmlValue, html } from '../../html.ts';

/** What losses of one row are drawn over. */
export type CurveAxis = 'residual' | 'log ratio' | 'margin';

/** A loss and a number of it, as both are printed. */
export interface LossNumber {
  readonly loss: string;
  readonly number: string;
}

/** The losses that have most and least of something; least only where that is another one. */
export interface MostAndLeast {
  readonly most: LossNumber;
  readonly least: LossNumber | null;
}

/** The same at a place of the axis. */
export interface CurveEnd extends MostAndLeast {
  readonly axis: CurveAxis;
  readonly at: string;
}

/** How well two gradients agree. */
export type Agreement = 'same' | 'partly' | 'opposed';

/** How a metric changes between two solutions; `middle` is its worst or best on the way. */
export type Way =
  | { readonly shape: 'plain' }
  | { readonly shape: 'hill' | 'valley'; readonly middle: string };

function atEnd({ axis, at, most, least }: CurveEnd): string {
  const other = least === null ? '' : ` and ${least.number} for ${least.loss}`;
  return ` At a ${axis} of ${at} that is ${most.number} for ${most.loss}${other}.`;
}

const AGREEMENTS: Readonly<Record<Agreement, (percent: number) => string>> = {
  same: () => 'so all start in the same direction, and differ in what follows',
  partly: (percent) => `so of a first step of one, ${percent} % goes the other's way`,
  opposed: () => 'so a first step of one undoes one of the other',
};

function wayInWords(way: Way): string {
  if (way.shape === 'hill') return ` over a hill at ${way.middle}: the two solutions are apart`;
  if (way.shape === 'valley') return ` through ${way.middle}: between the two is a better one`;
  return ' with no hill between the two solutions';
}

/** What is named where no loss's solution is. */
const FIRST_WEIGHTS = 'the first weights';

/** Of the section that explains why losses differ. */
export const why = {
  heading: 'Why they differ',
  lead: (losses: number, train: number, test: number): string =>
    `The models of the first seed, seen from within: ${losses} of the losses, on ${train} training and ${test} test examples.`,
  lines: 'Losses and their lines',

  axes: {
    residual: 'prediction − target',
    'log ratio': 'log of rate / count',
    margin: 'margin of the right answer',
  } satisfies Record<CurveAxis, string> as Record<CurveAxis, string>,
  inDeviations: (axis: string): string => `${axis} (deviations)`,
  loss: 'loss',
  slope: 'slope',
  curvature: 'curvature',
  shapeOf: (quantity: string, losses: string, task: string, axis: string): string =>
    `The ${quantity} of ${losses} on ${task} over ${axis}.`,
  cost: (end: CurveEnd | null): Html =>
    html`<strong>What one example costs.</strong>${end !== null && atEnd(end)}`,
  almostNothing: 'almost nothing',
  pull: (end: CurveEnd | null): Html =>
    html`<strong>How hard it pulls</strong> (the slope).${end !== null && atEnd(end)} The strokes below are training examples, each row at the solution of its loss.`,
  change: html`<strong>How the pull changes</strong> (the curvature).`,
  tellsApart: (best: string, margin: string): string =>
    ` ${best}, the best, tells near from far at a margin of about ${margin}; where a line is 0 the pull is the same on both sides.`,
  pullsEqually: ({ most, least }: MostAndLeast): string =>
    ` ${most.loss} pulls ${most.number} of its examples equally, however far they are${least === null ? '' : `; ${least.loss} ${least.number}`}.`,

  gradientsOn: (task: string): string => `Gradients on ${task}`,
  noGradient: 'No loss has a gradient left at its solution.',
  hardestOwn: ({ most, least }: MostAndLeast): string =>
    `The 1 % of the examples that pull hardest own ${most.number} of the pull of ${most.loss}${least === null ? '' : ` and ${least.number} of that of ${least.loss}`}.`,
  equalPulls: ' Equal pulls would be 1 %.',
  hardest: 'hardest 1 % own',
  withoutGradient: 'examples without gradient',
  noiseScale: 'gradient noise scale (examples)',
  onlyNoise: 'not told from noise',
  gradientNote:
    "Gradients on the model's outputs at each loss's own solution. The noise scale is that at the first weights, by two batch sizes (McCandlish et al. 2018): about the batch size above which more examples a step gain little, with its 95 % interval.",
  cosine: 'cosine of the gradients',
  cosinesOf: (task: string): string =>
    `Cosine between the gradients of losses on the same examples of ${task} at the first weights.`,
  cosineCaption: (one: string, other: string, cosine: string, agreement: Agreement, percent: number): Html =>
    html`<strong>Do they pull the same way?</strong> Cosine between gradients at the first weights, on the same examples; 1 is the same direction. ${one} and ${other} agree least (${cosine}), ${AGREEMENTS[agreement](percent)}.`,

  paths: 'From the best solution to the others',
  pathsLead: (metric: string): string =>
    `On a straight line through the weights: the thick line is ${metric} on the test part, the thin ones are the two losses on the training part; each from its best value on the way to its worst.`,
  pathOf: (metric: string, from: string, to: string, task: string): string =>
    `${metric} and both losses on the straight line from the solution of ${from} to that of ${to} on ${task}.`,
  endNotFinite: (metric: string): string => `${metric} is not finite at an end`,
  way: (metric: string, from: string, to: string, way: Way): string =>
    `${metric} goes from ${from} to ${to}${wayInWords(way)}`,
  bestAt: (share: string): string => ` (best at ${share} of the way)`,

  landscape: 'One landscape for all',
  landscapeLead: (metric: string, hasFirstWeights: boolean, offPlane: string): string =>
    `The same plane through weights in every panel: ${metric} of the test part first, then each loss on the training part; the stronger the colour the better, with a ninth of the plane in each shade. Marks are the solutions of the losses, the panel's own one with a ring${hasFirstWeights ? '; the cross is the first weights' : ''}.${offPlane === '' ? '' : ` Off the plane, and so drawn as their shadows: ${offPlane}.`}`,
  metricPlane: (metric: string, task: string): string =>
    `${metric} on a plane through solutions on ${task}; the stronger the better.`,
  lossPlane: (loss: string, task: string): string =>
    `${loss} on the same plane on ${task}; the stronger the lower.`,
  metricBestAt: (metric: string, loss: string | null): Html =>
    html`<strong>${metric}</strong>: best next to ${loss ?? FIRST_WEIGHTS}.`,
  lossLowestAt: (label: HtmlValue, loss: string | null): Html =>
    html`<strong>${label}</strong> is lowest next to ${loss ?? FIRST_WEIGHTS}.`,

  reliability: 'Can its probabilities be believed?',
  reliabilityLead:
    'Answers on the test part, together by how sure the model was; the larger a dot, the more answers. On the broken line as many are right as were said to be, below it the model is too sure. The error is the expected calibration error: the mean distance from the line.',
  reliabilityOf: (loss: string, task: string): string =>
    `How often answers of ${loss} on ${task} are right, over how sure they are.`,
  sureAsItShouldBe: 'sure as it should be',
  tooSure: 'too sure',
  notSureEnough: 'not sure enough',
  sureAndRight: (loss: HtmlValue, sure: string, right: string, judged: string, error: string): Html =>
    html`<strong>${loss}</strong>: ${sure} sure, ${right} right: ${judged} (error ${error}).`,

  disagreements: 'Where they disagree',
  disagreementsLead:
    'Test examples of the first seed on which the best loss and another answer most differently, with what is right and what each says.',
  oneOrOther: (one: HtmlValue, other: HtmlValue): Html => html`${one} or ${other}`,
  otherPairs: (losses: number): string => `The best loss and the other ${losses}`,
  disagreeOn: (task: string, one: string, other: string): string =>
    `Rows of ${task} on which ${one} and ${other} disagree`,
  example: 'example',
  row: 'row',
  testRow: (row: number): string => `test ${row}`,
  said: (target: string, answers: readonly LossNumber[]): Html =>
    html`<strong>${target}</strong>${answers.map(({ loss, number }) => `; ${loss}: ${number}`)}`,
};
