// @ts-check

import { looksOf, methodWords } from '@losskit/study/statistics';

import { markdownTable } from './markdownTable.mjs';

/** @param {number} level */
function percent(level) {
  return `${Number((100 * level).toPrecision(4))} %`;
}

/** The text of docs/verdicts.md: the words that every comparison carries. */
export function verdictsPage() {
  const { legend, verdicts, notes } = methodWords();
  const looks = /** @type {const} */ ([5, 10, 20, 'auto']).map((seeds) => [
    `\`--seeds ${seeds}\`${seeds === 10 ? ', the default' : ''}`,
    looksOf(seeds)
      .map((look) => `${look.seeds} at ${percent(look.level)}`)
      .join(', '),
  ]);
  return `# How verdicts come about

Written by \`node scripts/calibration/write-verdicts-page.mjs\` from the words that \`compare\` prints and that its report shows. How often the verdicts are
wrong, and what they find, is measured in [CALIBRATION.md](../CALIBRATION.md).

${legend}

${markdownTable(
  ['verdict', 'what it means'],
  Object.entries(verdicts).map(([verdict, words]) => [verdict, words]),
)}
${Object.entries(notes)
  .map(([heading, words]) => `\n## ${heading}\n\n${words}\n`)
  .join('')}
## Looks by the number of seeds

${markdownTable(['seeds', 'looks, and the level of the claims made at each'], looks)}

## What can be found

How often a loss that is worse than all others, which are equal, is found to be behind beyond chance, by how much it is worse. sd is the standard deviation
of a paired difference; the level is that of the last look.

![Share of comparisons that find a worse loss, by how much it is worse](power.svg)
`;
}
