import { type Block, figure, heading, list, paragraph, table } from '../../document/Block.ts';
import type { Facts, RankedTask } from '../../facts.ts';
import { lossVerdicts } from './lossVerdicts.ts';

function rankingTable(caption: string, { losses }: RankedTask): Block {
  return table(
    caption,
    ['损失函数', '均值与 95% 区间', '与最好者之差', '失败的训练', '学习率', '结论'],
    losses.map((one) => [
      `\`${one.loss}\``,
      one.score,
      one.difference,
      one.failed,
      one.learningRate,
      lossVerdicts[one.verdict].word,
    ]),
  );
}

/** @param metric - In Chinese, with the spaces that it has between words. */
function answer({ recommended, isSettled, margin }: RankedTask, metric: string): string {
  if (recommended === null) return '没有可以推荐的损失：每一种都失败了，或者没有收敛。';
  return isSettled
    ? `用 \`${recommended}\`：没有别的损失的${metric}会比它好出 ${margin} 以上。`
    : `\`${recommended}\` 的均值最好，但这还不能下定论：别的损失的${metric}也许比它好出 ${margin} 以上。`;
}

function rankings({ seeds, linear, fruit, fruitParts, outliers, photographs }: Facts): Block[] {
  return [
    heading(2, 'case-study', '案例'),
    paragraph(
      `有两篇文章预告了代码案例，正文里却没有，这里补上：同一个模型，换上一种又一种损失函数，在最多 ${seeds} 个配对的种子上训练。每种损失各自搜索学习率，最后都在测试数据上用不属于任何一种损失的指标来评判。除了照片以外，每个种子都重新生成数据。一张表里各个差值的区间同时成立。`,
    ),
    list(...Object.values(lossVerdicts).map(({ word, meaning }) => `**${word}**：${meaning}`)),
    heading(3, 'case-linear', '有离群点的直线'),
    paragraph(
      `$y = 4 + 2.5x$ 加上噪声；训练数据里有 ${outliers} 行是偏在上方的离群点，测试数据是干净的。RMSE 的界值为 ${linear.margin}。`,
    ),
    figure('case-linear', '干净测试数据上的 RMSE：每个种子一个点，以及均值和 95% 区间。'),
    rankingTable('直线任务上的损失函数，按 RMSE 排列 (越小越好)', linear),
    paragraph(answer(linear, ' RMSE ')),
    heading(3, 'case-fruit', '苹果、梨还是橘子'),
    paragraph(
      `${
        photographs
          ? '使用的是给定的照片，每张一个水果。'
          : `程序绘制的 32 × 32 像素的图片，单凭颜色或单凭形状都分不出来；${fruitParts.train} 张用于训练，${fruitParts.test} 张用于测试。`
      }准确率的界值为 ${fruit.margin}。`,
    ),
    figure('case-fruit', '测试图片上的准确率。'),
    rankingTable('水果任务上的损失函数，按准确率排列 (越大越好)', fruit),
    paragraph(answer(fruit, '准确率')),
  ];
}

function asides({ bowls, bowlParts, unknown, pineapples }: Facts): Block[] {
  return [
    heading(3, 'case-bowls', '一张图里有几种水果'),
    paragraph(
      `第一篇文章说这种情况先不考虑。这里画了 ${bowlParts.train} 个果盘，每盘一到三种水果，另有 ${bowlParts.test} 个用于测试，概率的阈值在另外 ${bowlParts.validation} 个上选定。对每种水果都问一句：有没有？`,
    ),
    figure('case-fruit-bowl', '三个问题全部答对的果盘所占的比例。'),
    table(
      '果盘任务上的损失函数',
      ['损失函数', '三个全对', '单个答对', '结论'],
      bowls.map(({ loss, allRight, eachRight, verdict }) => [
        `\`${loss}\``,
        allRight,
        eachRight,
        lossVerdicts[verdict].word,
      ]),
    ),
    paragraph(
      '每种水果各用一个二元交叉熵，几个回答就互不牵制。softmax 只有一份概率可分，有了一种水果，就挤占了别的。',
    ),
    heading(3, 'case-pineapple', '菠萝'),
    paragraph('另一种暂不考虑的情况：给只认识三种水果的分类器看它从没见过的第四种。'),
    { kind: 'pictures', sources: pineapples, caption: '其中几张菠萝。' },
    figure('pineapple', '最大概率不小于 x 的图片所占的比例，已知水果与菠萝各一条。'),
    table(
      '分类器怎样看菠萝',
      ['损失函数', '已知水果的准确率', '以 p > 0.9 认错的菠萝', '保留 95% 已知水果时拒绝的菠萝', 'AUC'],
      unknown.map((one) => [`\`${one.loss}\``, one.accuracy, one.sure, one.refused, one.auc]),
    ),
    paragraph(
      '概率大，只说明它最像已知水果中的哪一种，并不说明它就是其中之一。几个独立的 sigmoid 本可以连说三次“不是”，可是没有人教过它们。',
    ),
  ];
}

/** 训练的结果。 */
export function caseStudy(facts: Facts): Block[] {
  return [...rankings(facts), ...asides(facts)];
}
