import type { AcrossTasks, Spread } from '@losskit/study';

import { criticalDifferenceDiagram } from '../figures/criticalDifferenceDiagram.ts';
import { intervalPlot } from '../figures/intervalPlot.ts';
import { matrixPlot } from '../figures/matrixPlot.ts';
import { performanceProfiles } from '../figures/performanceProfiles.ts';
import { shareCell } from '../figures/shareCell.ts';
import { type Html, html } from '../html.ts';
import { capitalised, listInWords } from '../names.ts';
import type { ReportContext } from '../ReportContext.ts';

const MAX_MATRIX = 15;
const MAX_PROFILES = 8;

/** What all tasks say together of the losses that each of them has. */
export async function acrossTasks(across: AcrossTasks, context: ReportContext): Promise<Html> {
  const { losses, criticalDifference } = across;
  const diagram =
    criticalDifference === null
      ? null
      : await context.figure(
          criticalDifferenceDiagram(
            losses.map(({ loss, rank }) => ({ loss, rank: rank.mean })),
            criticalDifference,
          ),
          html`<strong>Critical differences.</strong> Mean ranks over the tasks, best at the left. Losses joined by a thick bar cannot be told apart by their ranks.`,
          'figure beside',
        );
  return html`<section aria-labelledby="all-tasks"><h2 id="all-tasks">All tasks together</h2>
<p class="lead">${losses.length} losses that were trained on each of ${listInWords(across.tasks)}. A score is 0 for the trivial model of its task and 1 for its best loss.</p>
${diagram}<div class="grid intervals">
${await spreads(across, context, 'rank')}${await spreads(across, context, 'interquartileMean')}</div>
<div class="grid pair">${await improvement(across, context)}${await profiles(across, context)}</div></section>\n`;
}

const SPREADS = {
  rank: { title: 'mean rank', better: 'lower is better' },
  interquartileMean: {
    title: 'interquartile mean of the scores',
    better: 'the mean of the middle half of all scores; higher is better',
  },
} as const;

function spreads({ losses }: AcrossTasks, context: ReportContext, which: keyof typeof SPREADS) {
  const { title, better } = SPREADS[which];
  const rows = losses.map((entry) => {
    const spread: Spread = entry[which];
    return { label: entry.loss, mark: context.mark(entry.loss), values: [], ...spread };
  });
  const spec = intervalPlot(rows, {
    title,
    description: `The ${title} of each loss over the tasks, with its interval.`,
    reference: rows[0]?.mean ?? null,
  });
  return context.figure(spec, html`<strong>${capitalised(title)}</strong>; ${better}.`);
}

function improvement({ losses, improvement: pairs }: AcrossTasks, context: ReportContext) {
  const names = losses.slice(0, MAX_MATRIX).map(({ loss }) => loss);
  const known = new Map(
    pairs.map(({ loss, over, probability }) => [JSON.stringify([loss, over]), probability.mean]),
  );
  const probabilityOf = (loss: string, over: string) => {
    const reverse = known.get(JSON.stringify([over, loss]));
    return known.get(JSON.stringify([loss, over])) ?? (reverse === undefined ? undefined : 1 - reverse);
  };
  const cells = names.flatMap((loss, row) =>
    names.flatMap((over, column) => {
      const probability = row === column ? undefined : probabilityOf(loss, over);
      return probability === undefined ? [] : [shareCell(row, column, probability)];
    }),
  );
  const spec = matrixPlot(cells, {
    rows: names,
    columns: names,
    title: 'probability that row beats column, %',
    description:
      'Probability that a run with the loss of the row is better than one with that of the column.',
  });
  return context.figure(
    spec,
    html`<strong>Probability of improvement</strong>: that a run with the loss of the row beats one with that of the column, on a task drawn at random.${losses.length > names.length && ` The first ${MAX_MATRIX} of ${losses.length}.`}`,
  );
}

function profiles({ losses, profileAt }: AcrossTasks, context: ReportContext) {
  const drawn = losses.slice(0, MAX_PROFILES);
  const spec = performanceProfiles(
    drawn.map(({ loss, profile }) => ({ label: loss, mark: context.mark(loss), fractions: profile })),
    profileAt,
  );
  return context.figure(
    spec,
    html`<strong>Performance profiles</strong>: the fraction of all runs that reach a score. A line above another everywhere is better at every score.${losses.length > drawn.length && ` The first ${MAX_PROFILES} of ${losses.length}.`}`,
  );
}
