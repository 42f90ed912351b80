// @ts-check

import { looksOf, methodWords } from '@losskit/study/statistics';

import { markdownTable } from './markdownTable.mjs';

/** @param {number} level */
function percent(level) {
  return `${Number((100 * level).toPrecision(4))} %`;
}

/** The text of docs/explanation/verdicts.md: the words that every comparison carries. */
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
wrong, and what they find, is measured in [CALIBRATION.md](../../CALIBRATION.md); \`npx -y pnpm@12 calibration\` does it again.

## In short

For each task and seed every loss gets the same data, initial weights and batch order, and each loss its own learning rate, found by the same search on seeds that
are not reported. Losses are ranked on a test part by the task's metric, never by a loss, and told apart by the range of their difference to the best, which
holds for all losses of a task together, although the best was picked by the same numbers:

- **best** has the best mean; **as good** is behind it by no more than a margin of what matters; **worse** by more than the margin; **slightly worse** surely behind, though not
  surely by more; **undecided** is what these seeds cannot tell, with the number that would.
- **not converged** was still changing where training ended, so that it is compared with nothing; **failed** learned nothing. A run that diverged or is no better than a model
  that looks at no input counts with that model's numbers, because that is what one would use in its place.
- The answer says what choosing the recommended loss can cost at most, if another is the true best.

Limits: photographs of the kind of Fruits-360 show one physical fruit from many sides; if such pictures are in both the training and the test part, the accuracy
is about these fruits. Options that are not written stay at their defaults (\`delta\` of huber is 1, on standardised columns one standard deviation of y) unless \`--tune\` tries
others. One model per task, Adam and one schedule unless the task says otherwise: another model may rank the losses otherwise.

## Verdicts

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

![Share of comparisons that find a worse loss, by how much it is worse](../power.svg)
`;
}
