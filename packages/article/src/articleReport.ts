import { prepareBackend } from '@losskit/backends';
import { renderPng, renderSvg } from '@losskit/report';

import { ARTICLES } from './articles.ts';
import type { Block, ClaimRow } from './document/Block.ts';
import type { Report } from './document/Report.ts';
import { renderHtml } from './document/renderHtml.ts';
import { renderMarkdown } from './document/renderMarkdown.ts';
import type { Experiments } from './experiments/Experiments.ts';
import { gatherFacts } from './facts.ts';
import { caseFigures } from './figures/caseFigures.ts';
import type { Figure } from './figures/Figure.ts';
import { fittingFigures } from './figures/fittingFigures.ts';
import { lineFigures } from './figures/lineFigures.ts';
import { lossFigures } from './figures/lossFigures.ts';
import { namedLossFigures } from './figures/namedLossFigures.ts';
import { formatQuantity } from './formatQuantity.ts';
import type { CheckedClaim } from './measureClaims.ts';
import { english } from './messages/en/index.ts';
import { findingOf } from './messages/findingOf.ts';
import type { Language, Messages } from './messages/Messages.ts';
import { chinese } from './messages/zh/index.ts';

const MESSAGES: Readonly<Record<Language, Messages>> = { zh: chinese, en: english };

/** Pixels per unit: 300 dots per inch where a figure is as wide as a page. */
const PNG_SCALE = 3;

/** Files by name. */
export type ReportFiles = ReadonlyMap<string, string | Uint8Array>;

function claimRow(
  { claim, quantities, verdict }: CheckedClaim,
  number: number,
  messages: Messages,
): ClaimRow {
  return {
    number,
    id: claim.id,
    quote: claim.quote,
    statement: messages.statementOf(claim.id),
    method: messages.claims[claim.id].method,
    measured: Object.entries(quantities).map(([label, quantity]) => ({
      label: messages.labelOf(label),
      value: formatQuantity(quantity),
    })),
    verdict,
    finding: findingOf(messages, claim.id, verdict),
  };
}

/** The claims by article, numbered through. */
function claimBlocks(checked: readonly CheckedClaim[], messages: Messages): Block[] {
  const rows = checked.map((one, index) => ({
    article: one.claim.article,
    row: claimRow(one, index + 1, messages),
  }));
  return ARTICLES.flatMap((file, index): Block[] => [
    { kind: 'heading', level: 3, id: `article-${index + 1}`, text: messages.articleHeading(file, index + 1) },
    { kind: 'claims', rows: rows.filter(({ article }) => article === file).map(({ row }) => row) },
  ]);
}

/** In the order of the articles, and in that of the registry within each. */
function byArticle(checked: readonly CheckedClaim[]): CheckedClaim[] {
  return ARTICLES.flatMap((file) => checked.filter(({ claim }) => claim.article === file));
}

/** All figures, the same in every language. */
async function articleFigures(experiments: Experiments): Promise<Figure[]> {
  await prepareBackend('cpu', 'tiny');
  return [
    ...lossFigures(),
    ...(await lineFigures()),
    ...fittingFigures(),
    ...caseFigures(experiments),
    ...namedLossFigures(),
  ];
}

/** The figures as files, on white, for a page of their own and for print: `figures/huber.svg`, `figures/huber.png`. */
export async function figureFiles(experiments: Experiments): Promise<ReportFiles> {
  const files = new Map<string, string | Uint8Array>();
  for (const { name, spec } of await articleFigures(experiments)) {
    // What sets its margins one by one has its axis in them.
    const padding = typeof spec.padding === 'object' ? spec.padding : 12;
    const svg = await renderSvg({ ...spec, background: 'white', padding }, name);
    files.set(`figures/${name}.svg`, svg);
    files.set(`figures/${name}.png`, renderPng(svg, PNG_SCALE));
  }
  return files;
}

/**
 * The report in one language: `article.html`, which needs nothing else, and `article.md`, which shows the files of
 * {@link figureFiles}. Equal results give equal bytes.
 */
export async function articleReport(
  experiments: Experiments,
  checked: readonly CheckedClaim[],
  language: Language,
): Promise<ReportFiles> {
  const figures = await articleFigures(experiments);
  const messages = MESSAGES[language];
  const facts = await gatherFacts(experiments, checked);
  const report: Report = {
    language: messages.language,
    title: messages.title,
    subtitle: messages.subtitle(facts),
    words: messages.words,
    blocks: [
      ...messages.chapters(facts),
      ...messages.claimsChapter,
      ...claimBlocks(byArticle(checked), messages),
      ...messages.ending(facts),
    ],
  };
  return new Map([
    ['article.html', await renderHtml(report, figures)],
    ['article.md', renderMarkdown(report, (name) => `figures/${name}.png`)],
  ]);
}
