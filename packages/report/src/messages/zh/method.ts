import type { Comparison, Look, MethodWords, TaskResult } from '@losskit/study';

import { list } from './lists.ts';

/** 去掉浮点误差的尾数。 */
function percentOf(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(4))} %`;
}

function looking(looks: readonly Pick<Look, 'seeds' | 'level'>[], seeds: number | undefined): string {
  if (seeds === 1) return '只有一个种子，无法排除偶然。';
  const among = seeds === undefined ? '种子' : ` ${seeds} 个种子`;
  if (looks.length <= 1) return `所有损失函数都用相同的${among}运行，只比较一次。`;
  const after = list(looks.map((look) => String(look.seeds)));
  const levels = list(looks.map(({ level }) => percentOf(level)));
  return `在 ${after} 个种子之后各看一次已有的结果。某次查看时更差的损失函数到此为止，保留当时的结论；一旦没有悬而未决的，就全部停止。看的次数越多，偶然出错的机会越多，因此每次查看的显著性水平分别是 ${levels}，合起来不超过一次比较所允许的错误率。`;
}

/** 这些文字所取决于的设置。 */
export interface MethodSettings {
  /** 区间的置信度。默认 0.95。 */
  readonly confidence?: number;
  /** 种子的个数。默认不说明。 */
  readonly seeds?: number;
  /** 依次查看结果的时刻。默认只看一次。 */
  readonly looks?: readonly Pick<Look, 'seeds' | 'level'>[];
  /** 搜索学习率所用的种子数。默认 5。 */
  readonly searchSeeds?: number;
}

/** 一次比较的结论的含义和依据。 */
export function method({ config, tasks }: Comparison): MethodWords {
  return methodWords({
    confidence: config.confidence,
    seeds: config.seeds.length,
    looks: tasks.reduce<TaskResult['looks']>(
      (longest, { looks }) => (looks.length > longest.length ? looks : longest),
      [],
    ),
    searchSeeds: Math.max(0, ...config.tasks.map((task) => task.searchSeeds.length)),
  });
}

/** 各种结论的含义和依据；报告和文档用的是同样的文字。 */
export function methodWords({
  confidence = 0.95,
  seeds,
  looks = [],
  searchSeeds = 5,
}: MethodSettings = {}): MethodWords {
  const percent = percentOf(confidence);
  const pairs = seeds === undefined ? '用的是配对的种子' : `至多用 ${seeds} 个配对的种子`;
  return {
    legend:
      seeds === 1
        ? '只有一个种子：没有区间，也无法区分任何损失函数。'
        : `± 表示均值的 ${percent} 置信区间，${pairs}。与最好者之差的区间对一个任务的所有损失函数同时成立：“更差”指整个区间都超过了界值，“同样好”指区间没有超过界值。`,
    verdicts: {
      best: '在测试集上，排名指标的均值最好。仅凭这一点还不能说它胜过第二名。',
      'as good': '比最好的至多差一个界值：差异的整个区间都这样说明。',
      'slightly worse': '比最好的差，并非偶然，因为差异的区间不含 0；但不一定超过界值。',
      worse: '比最好的差，超过界值：差异的整个区间都这样说明。',
      undecided:
        '差异的区间包含 0，又超出界值：它可能同样好，也可能更差。如果差异保持现状，会给出足以区分的种子数；如果所有种子用同样的数据，增加种子可能也无法区分。',
      'not converged':
        '有的运行在结束时训练损失仍在变化，评判的只是训练停下的位置。它不与任何损失函数比较，也不会被说成更差。',
      failed: '每次运行都发散、无法评判，或不比平凡模型好。',
    },
    notes: {
      平凡模型:
        '完全不看输入所能做到的最好结果，例如训练目标的均值或最常见的类别。发散、无法评判或不比它好的运行算作失败，按平凡模型的值计，因为实际中会改用平凡模型。失败的次数附有该比例的 Clopper–Pearson 区间；均值旁边附有中位数，它不受少数失败的影响。如果失败的概率低于每批种子一次，可能根本看不到。',
      种子: '种子决定数据或其划分、初始权重和批次顺序，对每个损失函数都相同，因此差异是逐个种子计算的。如果两个损失函数在每个种子上训练出的权重都相同，就算作一个，并注明相同。',
      种子的数据:
        '如果每个种子各自生成数据，n 个种子就是 n 次独立试验。如果种子划分的是同一份数据，各部分会重叠，均值的方差是单个种子的方差乘以 1/n + 测试行数 / 训练行数 (Nadeau 与 Bengio，2003)。如果所有种子的测试集相同，还要加上测试行之间的波动，用逐组剔除的办法估计 (刀切法)。在后两种情况下，增加种子能说明的问题有限。',
      差异: `最好的损失函数是用同一批数字挑选和比较的，这对它有利。因此每个差异除以自己的标准误之后，要与同样多个同等的损失函数偶然出现的最大差异相比，其中最好者在 50,000 次抽样中每次重新挑选；只有两个损失函数时就是学生 t 分布。一个任务的所有区间同时成立：在 ${percent} 的比较中，每个区间都是对的。按行计数的指标最多精确到一行，标准误已考虑这一点；没有波动的差异用符号翻转检验。如果有的运行失败，已完成的运行也会说明至少差多少，因为失败的运行比它们更差：否则一次崩溃就会让区间变宽，掩盖明显的输家。`,
      区间: `均值的区间是对种子的 ${percent} 学生 t 区间。有界的指标在 logit 尺度上计算，单侧有界的在对数尺度上计算，因此不会超出界限。两个区间可以重叠，而配对的差异仍然清楚。`,
      界值: '排名指标中有意义的差异。如果没有指定：对以 1 为上限或范围不超过 2 的指标 (如准确率、R² 或 Brier 分数) 是 0.01，其余是最好均值的 2 %。',
      基线: '如果事先指定了某个损失函数作为基线，其他损失函数也与它比较，用学生 t 分布和 Bonferroni 校正：这里没有根据数据挑选。“更好”和“更差”并非偶然，“同样好”指两侧都在界值以内。',
      查看: looking(looks, seeds),
      学习率: `每个损失函数有自己的学习率，在 ${searchSeeds} 个不计入结果的种子上搜索：先在两个种子上试同一列表中的所有学习率，再在全部种子上试最好的两个 (除非全都一样)，依据是任务的选择指标在验证集上的值。如果最好的是列表的第一个或最后一个，列表会延长；要调的选项与学习率一起尝试，此时每个损失函数尝试的候选数与被调的那个相同。损失扩大十倍相当于学习率扩大十倍：如果大家共用一个学习率，比较的就只是损失的单位。`,
      收敛: '线性模型从 0 开始训练，直到训练损失与最小值的差在万分之一以内；如果最小值未知，则直到最后十分之一的步数里变化小于这个比例。达不到就把训练轮数加倍，最多到八倍。这样起决定作用的是损失函数，而不是优化器走了多远。训练结果旁边列出精确的最小解：平方误差用最小二乘，绝对误差和分位数用线性规划，Huber 损失用牛顿法。',
      排名: '依据预留测试集上的指标，该测试集既不参与训练，也不参与学习率的选择；从不依据损失本身。提前停止的排在继续运行的后面。',
      多个任务:
        '得分以任务的平凡模型为 0，最好的损失函数为 1。平均排名和得分的四分位均值附有区间，由任务内对种子的自助法得出；用一个损失函数的运行胜过另一个的概率附有 Wilson 区间 (Agarwal 等，2021)。它们只说明这些任务，不说明其他任务。从五个任务起，平均排名相差超过临界差异的并非偶然 (Nemenyi)。',
      退步: '如果一个损失函数的排名指标与以前的比较相比下降超过界值，并非偶然，就算退步：数据相同时逐个种子比较，否则用 Welch 区间，并对所有损失函数和任务作 Bonferroni 校正。',
      代价: `选最好者可能付出的代价，是差异的区间所允许的最大值：在 ${percent} 的置信度下，没有其他损失函数比它好得更多。`,
    },
  };
}
