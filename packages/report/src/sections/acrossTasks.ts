import type { AcrossTasks, Spread } from '@losskit/study';

import { criticalDifferenceDiagram } from '../figures/criticalDifferenceDiagram.ts';
import { intervalPlot } from '../figures/intervalPlot.ts';
import { matrixPlot } from '../figures/matrixPlot.ts';
import { performanceProfiles } from '../figures/performanceProfiles.ts';
import { shareCell } from '../figures/shareCell.ts';
import { type Html, html } from '../html.ts';
import type { ReportContext } from '../ReportContext.ts';

const MAX_MATRIX = 15;
const MAX_PROFILES = 8;

/** What all tasks say together of the losses that each of them has. */
export async function acrossTasks(across: AcrossTasks, context: ReportContext): Promise<Html> {
  const { losses, criticalDifference } = across;
  const { page, together, figures } = context.words;
  const diagram =
    criticalDifference === null
      ? null
      : await context.figure(
          criticalDifferenceDiagram(
            losses.map(({ loss, rank }) => ({ loss, rank: rank.mean })),
            criticalDifference,
            figures,
          ),
          together.criticalDifferences,
          { className: 'figure beside', file: 'all-tasks-critical-difference' },
        );
  return html`<section aria-labelledby="all-tasks"><h2 id="all-tasks">${page.allTasks}</h2>
<p class="lead">${together.lead(losses.length, page.list(across.tasks))}</p>
${diagram}<div class="grid intervals">
${await spreads(across, context, 'rank')}${await spreads(across, context, 'interquartileMean')}</div>
<div class="grid pair">${await improvement(across, context)}${await profiles(across, context)}</div></section>\n`;
}

function spreads({ losses }: AcrossTasks, context: ReportContext, which: 'rank' | 'interquartileMean') {
  const { together, figures } = context.words;
  const { title, caption } = together.spreads[which];
  const rows = losses.map((entry) => {
    const spread: Spread = entry[which];
    return { label: entry.loss, mark: context.mark(entry.loss), values: [], ...spread };
  });
  const spec = intervalPlot(rows, {
    title,
    description: together.spreadOf(title),
    reference: rows[0]?.mean ?? null,
    words: figures,
  });
  return context.figure(spec, caption, {
    file: which === 'rank' ? 'all-tasks-mean-rank' : 'all-tasks-score',
  });
}

function improvement({ losses, improvement: pairs }: AcrossTasks, context: ReportContext) {
  const { together } = context.words;
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
    title: together.improvement,
    description: together.improvementOf,
  });
  return context.figure(spec, together.improvementCaption(names.length, losses.length), {
    file: 'all-tasks-improvement',
  });
}

function profiles({ losses, profileAt }: AcrossTasks, context: ReportContext) {
  const { together, figures } = context.words;
  const drawn = losses.slice(0, MAX_PROFILES);
  const spec = performanceProfiles(
    drawn.map(({ loss, profile }) => ({ label: loss, mark: context.mark(loss), fractions: profile })),
    profileAt,
    figures,
  );
  return context.figure(spec, together.profilesCaption(drawn.length, losses.length), {
    file: 'all-tasks-profiles',
  });
}
