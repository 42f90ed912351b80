// @ts-check

import { looksOf } from '@losskit/study/statistics';

import { markdownTable } from './markdownTable.mjs';

/**
 * What a page says besides the words of the method.
 *
 * @typedef {object} PageTexts
 * @property {string} beginning - Up to the first part of the method.
 * @property {readonly [verdict: string, meaning: string]} verdictColumns
 * @property {(verdict: string) => string} verdict
 * @property {(heading: string, place: number) => string} noteHeading
 * @property {{ readonly verdicts: string, readonly looks: string, readonly power: string }} headings
 * @property {readonly [seeds: string, looks: string]} looksColumns
 * @property {string} isDefault - After the number of seeds that is the default.
 * @property {(seeds: number, level: string) => string} look
 * @property {string} separator
 * @property {string} power - What the figure shows, and the figure.
 */

/** @param {number} level */
function percent(level) {
  return `${Number((100 * level).toPrecision(4))} %`;
}

/**
 * The text of a page on verdicts: the words that every comparison carries, in the language of its texts.
 *
 * @param {import('@losskit/study').MethodWords} words
 * @param {PageTexts} texts
 */
export function verdictsPage({ legend, verdicts, notes }, texts) {
  const { headings } = texts;
  const looks = /** @type {const} */ ([5, 10, 20, 'auto']).map((seeds) => [
    `\`--seeds ${seeds}\`${seeds === 10 ? texts.isDefault : ''}`,
    looksOf(seeds)
      .map((look) => texts.look(look.seeds, percent(look.level)))
      .join(texts.separator),
  ]);
  return `${texts.beginning}

## ${headings.verdicts}

${legend}

${markdownTable(
  [...texts.verdictColumns],
  Object.entries(verdicts).map(([verdict, meaning]) => [texts.verdict(verdict), meaning]),
)}
${Object.entries(notes)
  .map(([heading, note], place) => `\n## ${texts.noteHeading(heading, place)}\n\n${note}\n`)
  .join('')}
## ${headings.looks}

${markdownTable([...texts.looksColumns], looks)}

## ${headings.power}

${texts.power}
`;
}
