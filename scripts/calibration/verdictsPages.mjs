// @ts-check

import { methodWords } from '@losskit/study/statistics';

import { methodWords as chineseMethodWords } from '../../packages/report/dist/messages/zh/method.js';
import { verdictWords } from '../../packages/report/dist/messages/zh/verdictWords.js';
import { verdictsPage } from './verdictsPage.mjs';

const ENGLISH = `# How verdicts come about

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
others. One model per task, Adam and one schedule unless the task says otherwise: another model may rank the losses otherwise.`;

const CHINESE = `# 结论是怎样得出的

由 \`node scripts/calibration/write-verdicts-page.mjs\` 生成，方法部分用的就是 \`--lang zh\` 的报告中的文字。结论多久会错一次、能发现什么，测量结果见 [CALIBRATION.md](../../../CALIBRATION.md)；\`npx -y pnpm@12 calibration\` 可以重新测量。

## 简而言之 {#in-short}

对每个任务、每个种子，所有损失函数使用相同的数据、初始权重和批次顺序；每个损失函数各有自己的学习率，由同样的搜索在不计入结果的种子上选出。排名依据是任务的指标在测试集上的值，而不是任何一种损失值。损失函数之间用“与最好者之差”的区间来区分；一个任务的所有区间同时成立，尽管最好的正是用同一批数字挑出来的：

- **best** (最好)：均值最好。**as good** (同样好)：落后不超过界值，即有意义的差异。**worse** (更差)：落后超过界值。**slightly worse** (略差)：确实落后，但不能肯定超过界值。**undecided** (尚无定论)：现有的种子分不出来，并给出足以区分的种子数。
- **not converged** (未收敛)：训练结束时损失仍在变化，因此不与任何损失函数比较。**failed** (失败)：什么也没有学到。运行若发散，或不比不看输入的模型好，就按后者的数值计入，因为实际中会改用后者。
- 答案还会说明：如果真正最好的是另一个，选用推荐的损失函数至多会付出多少代价。

局限：Fruits-360 一类的照片是从许多角度拍摄同一个水果；如果这样的照片同时出现在训练集和测试集中，准确率说的只是这几个水果。没有写出的选项取默认值 (huber 的 \`delta\` 是 1，在标准化的列上就是 y 的一个标准差)，除非用 \`--tune\` 尝试其他值。除非任务另有规定，每个任务只有一个模型、Adam 和一种学习率调度：换一个模型，损失函数的排名可能不同。`;

const english = methodWords();

/** @type {Readonly<Record<string, string>>} */
const chineseVerdicts = verdictWords;

/** Anchors are those of the English headings. @param {string | undefined} heading */
function anchorOf(heading) {
  if (heading === undefined)
    throw new Error('verdicts-page: expected as many notes in Chinese as in English.');
  return heading.toLowerCase().replaceAll(' ', '-');
}

/** Pages on verdicts, by their path from the root of the repository. */
export function verdictsPages() {
  return {
    'docs/explanation/verdicts.md': verdictsPage(english, {
      beginning: ENGLISH,
      headings: {
        verdicts: 'Verdicts',
        looks: 'Looks by the number of seeds',
        power: 'What can be found',
      },
      verdictColumns: ['verdict', 'what it means'],
      verdict: (verdict) => verdict,
      noteHeading: (heading) => heading,
      looksColumns: ['seeds', 'looks, and the level of the claims made at each'],
      isDefault: ', the default',
      look: (seeds, level) => `${seeds} at ${level}`,
      separator: ', ',
      power: `How often a loss that is worse than all others, which are equal, is found to be behind beyond chance, by how much it is worse. sd is the standard deviation
of a paired difference; the level is that of the last look.

![Share of comparisons that find a worse loss, by how much it is worse](../power.svg)`,
    }),
    'docs/zh/explanation/verdicts.md': verdictsPage(chineseMethodWords(), {
      beginning: CHINESE,
      headings: {
        verdicts: '各种结论 {#verdicts}',
        looks: '不同种子数的查看 {#looks-by-the-number-of-seeds}',
        power: '能发现什么 {#what-can-be-found}',
      },
      verdictColumns: ['结论', '含义'],
      verdict: (verdict) => `${verdict} (${chineseVerdicts[verdict]})`,
      noteHeading: (heading, place) => `${heading} {#${anchorOf(Object.keys(english.notes)[place])}}`,
      looksColumns: ['种子', '查看的时刻，以及每次查看的显著性水平'],
      isDefault: '，默认',
      look: (seeds, level) => `${seeds} 个时 ${level}`,
      separator: '，',
      power: `设有一个损失函数比其他的都差，而其他的同样好：它被发现并非偶然落后的频率，随它差多少而变化。sd 是配对差异的标准差；显著性水平取最后一次查看的。

![发现更差的损失函数的比较所占的比例，随差异大小的变化](../../power.svg)`,
    }),
  };
}
