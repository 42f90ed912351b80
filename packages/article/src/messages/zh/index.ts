import { code, figure, formula, heading, list, paragraph } from '../../document/Block.ts';
import type { Messages } from '../Messages.ts';
import { chapters, claimsChapter } from './chapters.ts';
import { classificationClaims } from './classificationClaims.ts';
import { entropyClaims } from './entropyClaims.ts';
import { labels } from './labels.ts';
import { learningClaims } from './learningClaims.ts';
import { lossClaims } from './lossClaims.ts';
import { namedLosses } from './namedLosses.ts';
import { regressionClaims } from './regressionClaims.ts';
import { smoothingClaims } from './smoothingClaims.ts';
import { verdicts } from './verdicts.ts';

export const chinese: Messages = {
  language: 'zh-CN',
  title: '五篇文章讲损失函数，哪些站得住脚',
  subtitle: ({ claims, seeds }) =>
    `逐条测量了 ${claims} 条论断，案例最多重复 ${seeds} 个种子；由 losskit 生成。`,
  words: {
    contents: '目录',
    checked: '检验方法：',
    measured: '测得：',
    figure: (number) => `图 ${number}`,
    formula: (number) => `公式 ${number}`,
    code: (number) => `代码 ${number}`,
    verdicts,
  },
  claims: {
    ...lossClaims,
    ...regressionClaims,
    ...classificationClaims,
    ...entropyClaims,
    ...smoothingClaims,
    ...learningClaims,
  },
  undecided: '区间把两种可能都留着。增加种子也许能分出来。',
  labelOf: (label) => labels[label] ?? label,
  // The quotes are Chinese already.
  statementOf: () => undefined,
  chapters: (facts) => [
    ...chapters(facts),
    heading(2, 'named-losses', '没有写完的一章'),
    paragraph(
      '第四篇文章末尾有十四个标题，从 NLL 到 CTC，下面都是空的。这里把它补齐。每行代码都可以放在 `import * as losses from "@losskit/losses"` 之后运行。',
    ),
    ...facts.named.flatMap(({ heading: title, name, formula: tex, code: call, value }) => [
      heading(3, `named-${name}`, `${title}：\`${name}\``),
      paragraph(namedLosses[name] ?? ''),
      formula(tex),
      code(`${call} // ${value}`),
      figure(`named-${name}`, `单个样本的 \`${name}\` 及其斜率。`),
    ]),
  ],
  claimsChapter,
  articleHeading: (file, number) => `第 ${number} 篇：${file}`,
  ending: ({ seeds }) => [
    heading(2, 'repeat', '这些数字是怎样测出来的'),
    list(
      `一切随机性都来自种子：在同样的版本、同类的机器上，同一条命令得到的数字每一位都相同。训练最多用了 ${seeds} 个种子，在每个种子上，各种损失的数据、初始权重和批次顺序都相同。`,
      '一种损失是否胜过另一种，看的是它们与一种事先指定的损失之差：直线任务上是 Huber，图片任务上是交叉熵。这些区间对同一次比较里的所有损失同时成立。区间分不出来的，就是尚无定论。',
      '不需要训练的论断，用纯 JavaScript 测量。文章里的公式按印出的样子用 64 位浮点数计算，再与库中 32 位的损失比较。',
      '模型只有一个线性模型和一个小网络。换一个模型、换一批数据，或者改变损失的选项，排名都可能不同。',
      '文章里的图片没有随文字提供，所有的图都是重新画的。',
    ),
    paragraph('要重复这一切：`losskit article --lang zh`；用自己的照片：`--data 文件夹`。'),
  ],
};
