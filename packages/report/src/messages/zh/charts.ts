import { html } from '../../html.ts';
import type { Words } from '../Words.ts';

const STATUS: Readonly<Record<string, string>> = {
  diverged: '发散',
  failed: '失败',
  stopped: '中止',
  lost: '丢失',
};

export const charts: Words['charts'] = {
  behind: (side, metric) => `${metric}比最好者${side}多少：越靠右越差 →`,
  side: (higherIsBetter) => (higherIsBetter ? '低' : '高'),
  behindOf: (task, side, metric, rows) =>
    `${task} 上每个损失函数的${metric}比最好者${side}多少，附区间：${rows}。`,
  behindCaption: (metric, margin) =>
    html`<strong>与最好者的差距</strong>：每个损失函数的${metric}与最好者之差及其区间，越靠右越差。阴影带是界值 ±${margin}，差异在其中就无关紧要。箭头表示区间延伸到图外，端点写在右侧。空心标记和虚线表示尚无定论。`,

  seedBySeed: '逐个种子',
  firstOfRanking: (shown, left) => `只画排名的前 ${shown} 个；另外 ${left} 个见上表。`,
  onTestPart: (metric) => `测试集上的${metric}`,
  runsOf: (metric, task) => `${task} 上每个损失函数在每个种子的${metric}，同一种子的点以线相连。`,
  runsCaption: (metric, better, hasTrivial, hasFailed) =>
    html`<strong>每次运行的${metric}</strong>，${better}。一个点是一次运行，线连接同一种子的运行。${hasTrivial && '虚线是不看输入的平凡模型。'}${hasFailed && '叉号是失败的运行，按平凡模型计。'}`,
  wins: '行胜过列的种子比例，%',
  winsOf: (task) => `在 ${task} 上，行的损失函数胜过列的损失函数的种子所占的比例。`,
  winsCaption: html`<strong>一个胜过另一个的频率</strong>：在共同的种子中，行的损失函数胜过列的损失函数的比例，平局算一半。蓝色的行占优。`,

  metrics: '测试集上的指标',
  metricsLead:
    '带轮廓的小点是种子，大标记是它们的均值，横线是均值自己的区间：两个区间可以重叠而仍有差异，因为种子是配对的。虚线是最好的损失函数的均值。边缘的箭头表示在图外。',
  metricOf: (metric, task) => `${task} 测试集上每个损失函数的${metric}：每个种子一个点，以及均值和区间。`,
  metricCaption: (metric, ranks, better) =>
    html`<strong>${metric}</strong>${ranks && '，排名所依据的指标'}；${better}。`,

  learningRate: '学习率',
  learningRateLead: (metric, better, isTuned) =>
    `验证集上的${metric}随学习率的变化，所有损失函数用同样的坐标轴；${better}。一个点是搜索用的一个种子，线是均值，坏的一侧边缘的叉号是没有得分的运行。选中的标记带轮廓；阴影内的学习率与它相差不到 5 %，阴影越宽，学习率就越不必细调。超出坐标轴的画在边缘。${isTuned ? '虚线是所调选项的其他取值。' : ''}`,
  rateAlone: (rate) => `只有 ${rate}`,
  rateRange: (low, high, decades) => `${low} 到 ${high}：${decades} 个数量级`,
  rateFailed: (share) => `；${share} 的运行失败`,
  rateAtEdge: '；仍在边缘',

  seedsUsed: '所用的种子',
  seedsUsedOf: (task) => `${task} 上每个损失函数所用的种子数。`,
  seedsUsedCaption: (saved, of, share) =>
    html`<strong>每个损失函数所用的种子数。</strong>虚线是查看结果的时刻，明显更差的到此为止。${of} 次运行中省去了 ${saved} 次 (${share})。`,
  look: (seeds, losses, level, stopped) =>
    `${seeds} 个种子，${losses} 个损失函数，显著性水平 ${level}：${stopped === '' ? '没有停止的' : `${stopped} 停止`}`,

  judgedByOthers: '用其他损失函数评判',
  regret: '比该列最小值高出的百分比',
  regretOf: (task) =>
    `${task} 测试集上的损失：用行的损失函数训练，用列的损失函数评判，比该列最好者高出多少。`,
  regretCaption: (shown) =>
    html`<strong>用行训练，用列评判</strong>：它在测试集上的损失比该列最小值高出的比例。最小值是 0 %，空格表示不是有限值。整行颜色都浅的损失函数，无论用什么评判都不差。${shown !== null && `只画前 ${shown} 个损失函数。`}`,

  training: '训练过程',
  trainingLead: (metric) =>
    `上图：训练损失，各有自己的单位，因此不同损失函数的高低不可比。下图：验证集上的${metric}，所有损失函数用同样的坐标轴。细线是种子，粗线是已完成的运行的均值。`,
  unfinished: (status, runs, of, reason) =>
    `${of} 个种子中有 ${runs} 个${STATUS[status] ?? status}：${reason}`,

  theData: '数据',
  theDataLead: '部分训练图片，大小与模型看到的相同。',

  confusion: '混淆矩阵',
  confusionLead: '测试集，对种子求和。蓝色为正确，橙色为错误，占该行的比例越大颜色越深。',
  misclassified: '分错的图片',
  misclassifiedLead: '第一个种子的模型在测试集中分错的图片，从最有把握的开始，附模型给自己答案的概率。',
  misclassifiedOthers: (losses) => `另外 ${losses} 个损失函数分错的图片`,
  noneMisclassified: '没有：每张测试图片都分对了。',
  takenFor: (label, predicted) => html`${label} 被当成 ${predicted}`,
  takenForAlternative: (label, predicted) => `${label}，被当成 ${predicted}`,

  lines: '拟合的直线',
  noLine: '没有直线：没有运行完成',
  linesLead: (isSample, hasOutliers, hasTruth) =>
    `第一个种子的训练数据${isSample ? ' (抽样)' : ''}${hasOutliers ? '，已知的离群点画成叉号' : ''}。细线是种子，粗线是它们的均值${hasTruth ? '；虚线是真实值' : ''}。`,
  intercept: '截距',
  coefficients: '拟合的系数',
  coefficientOf: (name) => `各损失函数拟合的 ${name}：每个种子一个点，以及均值和范围。`,
  coefficientsLead: (hasTruth, left) =>
    `原始单位。点是种子，实心标记是均值，横线从最小到最大。虚线是${hasTruth ? '真实值' : '最好的损失函数的均值'}。${left > 0 ? `另外 ${left} 个系数见表格。` : ''}`,
  coefficientsOn: (task) => `${task} 上拟合的系数`,
  coefficientsCaption: '拟合的系数，原始单位：对种子的均值，下面是最小到最大。',
  truth: '真实值',
};
