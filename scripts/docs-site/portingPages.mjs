// @ts-check
// How to come from another library: the porting tables, a page for each library.

import { PORTING_FILE, portingTables } from '../porting-tables.mjs';
import { FOLDERS, shortIn } from './language.mjs';
import { pageOf, tableOf } from './markdown.mjs';

/** Pages and the sections on them; every other section is on the last. */
const PAGES = [
  { page: 'pytorch', sections: ['PyTorch'], title: 'PyTorch' },
  { page: 'keras', sections: ['Keras'], title: 'Keras' },
  { page: 'optax', sections: ['Optax'], title: 'Optax' },
  { page: 'tfjs', sections: ['tfjs'], title: 'TensorFlow.js' },
];

const TEXTS = {
  en: {
    title: (/** @type {string} */ library) => `Coming from ${library}`,
    others: 'other libraries',
    lead: 'losskit takes the targets first, as Keras does, and names in the second place what a model gives: `yPred`, `logits`, `probabilities`. In the left column `input`, `y_pred` and `predictions` are the other library’s prediction, and _n_ is the number of elements of the unreduced loss. Every row is compared with the library itself, in value and in gradient.',
  },
  zh: {
    title: (/** @type {string} */ library) => `从 ${library} 迁移`,
    others: '其他库',
    lead: 'losskit 与 Keras 一样把目标值放在前面，第二个参数的名字说明模型输出的是什么：`yPred`、`logits`、`probabilities`。左列中的 `input`、`y_pred`、`predictions` 是对方库的预测值，_n_ 是归约前损失的元素个数。每一行都与对方库本身在数值和梯度上对照过。',
  },
};

/** @typedef {import('./language.mjs').Language} Language */

/** The heading of a section, with the anchor of the English one. @param {Language} language @param {string} title */
function headingOf(language, title) {
  const translated = shortIn(language, title);
  if (translated === title) return `## ${title}`;
  const anchor = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
  return `## ${translated} {#${anchor}}`;
}

/** What a section says in a language, without its heading. @param {Language} language @param {import('../porting-tables.mjs').PortingTable} table */
function contentOf(language, { lead, rows }) {
  const [head, ...others] = rows.map(({ left, right }) => [
    shortIn(language, left),
    shortIn(language, right),
  ]);
  return [shortIn(language, lead), tableOf(head ?? [], others)];
}

/** All sections in a language, as blocks of one page. @param {Language} language */
export function portingSections(language) {
  return portingTables()
    .flatMap((table) => [headingOf(language, table.title), ...contentOf(language, table)])
    .filter((block) => block !== '');
}

/** The pages in a language. @param {Language} language @returns {(readonly [page: string, markdown: string])[]} */
export function portingPages(language) {
  const words = TEXTS[language];
  const tables = portingTables();
  const named = PAGES.flatMap(({ sections }) => sections);
  const rest = tables.map(({ title }) => title).filter((title) => !named.includes(title));
  return [...PAGES, { page: 'others', sections: rest, title: words.others }].map(
    ({ page, sections, title }) => {
      const parts = tables
        .filter((table) => sections.includes(table.title))
        .flatMap((table) => [
          ...(sections.length > 1 ? [headingOf(language, table.title)] : []),
          ...contentOf(language, table),
        ]);
      if (parts.length === 0) throw new Error(`porting: expected a table of ${title}, got none.`);
      const markdown = pageOf({ title: words.title(title), source: PORTING_FILE }, [
        `# ${words.title(title)}`,
        words.lead,
        ...parts,
      ]);
      return [`${FOLDERS[language]}how-to/porting/${page}.md`, markdown];
    },
  );
}
