// @ts-check
// A page for each loss, and one that lists them.

import { allLosses } from '../../packages/losses/dist/registry.js';
import { wordsOf } from '../../packages/losses/dist/words.js';
import { FOLDERS, labelIn, sentenceIn, TEXTS } from './language.mjs';
import { lossFigure } from './lossFigure.mjs';
import { linked, linkTo, lossPage } from './lossPage.mjs';
import { pageOf, tableOf } from './markdown.mjs';

/** @typedef {import('./language.mjs').Language} Language */

/** All losses by family, in the order of the families' names. */
function byFamily() {
  const families = [...new Set(allLosses.map(({ declaration }) => declaration.family))].sort();
  return families.map((family) => ({
    family,
    losses: allLosses.filter(({ declaration }) => declaration.family === family),
  }));
}

/** @param {Language} language */
function indexPage(language) {
  const { index } = TEXTS[language];
  const families = byFamily();
  return pageOf({ title: index.title }, [
    `# ${index.title} {#losses}`,
    index.lead(allLosses.length, families.length),
    ...families.flatMap(({ family, losses }) => [
      `## ${labelIn(language, 'family', family)} {#${family}}`,
      tableOf(
        [index.loss, index.measures],
        losses.map(({ declaration: { name } }) => [
          linkTo(name),
          linked(sentenceIn(language, [name, 'summary'], wordsOf(name)?.summary ?? ''), name),
        ]),
      ),
    ]),
  ]);
}

/** The pages in a language. @param {Language} language @returns {Promise<(readonly [page: string, markdown: string])[]>} */
export async function lossPages(language) {
  const folder = `${FOLDERS[language]}losses`;
  /** @type {(readonly [page: string, markdown: string])[]} */
  const pages = [[`${folder}/index.md`, indexPage(language)]];
  for (const loss of allLosses)
    pages.push([
      `${folder}/${loss.declaration.name}.md`,
      lossPage(language, loss, await lossFigure(language, loss)),
    ]);
  return pages;
}
