import { html } from '../../html.ts';
import type { Agreement, CurveAxis, CurveEnd, Way } from '../en/why.ts';
import type { Words } from '../Words.ts';

const PLACES: Readonly<Record<CurveAxis, string>> = {
  residual: '残差',
  'log ratio': '对数比',
  margin: '间隔',
};

function atEnd({ axis, at, most, least }: CurveEnd): string {
  const other = least === null ? '' : `，${least.loss} 是 ${least.number}`;
  return `${PLACES[axis]}为 ${at} 时，${most.loss} 是 ${most.number}${other}。`;
}

const AGREEMENTS: Readonly<Record<Agreement, (percent: number) => string>> = {
  same: () => '因此所有损失函数起步的方向相同，差异在此之后才出现',
  partly: (percent) => `因此其中一个的第一步有 ${percent} % 朝着另一个的方向`,
  opposed: () => '因此其中一个的第一步会抵消另一个的第一步',
};

function wayInWords(way: Way): string {
  if (way.shape === 'hill') return `途中越过 ${way.middle} 的山：两个解互不相连`;
  if (way.shape === 'valley') return `途中经过 ${way.middle}：两个解之间有更好的解`;
  return '两个解之间没有山';
}

/** 一个损失函数的解；没有则是初始权重。 */
function beside(loss: string | null): string {
  return loss === null ? '初始权重' : ` ${loss} `;
}

export const why: Words['why'] = {
  heading: '为何不同',
  lead: (losses, train, test) =>
    `从内部看第一个种子的模型：${losses} 个损失函数，${train} 个训练样本和 ${test} 个测试样本。`,
  lines: '损失函数及其线条',

  axes: { residual: '预测值 − 目标值', 'log ratio': '预测速率与计数之比的对数', margin: '正确答案的间隔' },
  inDeviations: (axis) => `${axis} (以标准差为单位)`,
  loss: '损失',
  slope: '斜率',
  curvature: '曲率',
  shapeOf: (quantity, losses, task, axis) => `${task} 上 ${losses} 的${quantity}随“${axis}”的变化。`,
  cost: (end) => html`<strong>一个样本的代价。</strong>${end !== null && atEnd(end)}`,
  almostNothing: '几乎为零',
  pull: (end) =>
    html`<strong>拉力有多大</strong> (斜率)。${end !== null && atEnd(end)}下方的短线是训练样本，每行对应一个损失函数，取它自己的解。`,
  change: html`<strong>拉力如何变化</strong> (曲率)。`,
  tellsApart: (best, margin) =>
    `最好的 ${best} 在间隔约为 ${margin} 处最能区分远近；线为 0 处，两侧的拉力相同。`,
  pullsEqually: ({ most, least }) =>
    `${most.loss} 对 ${most.number} 的样本拉力相同，无论它们有多远${least === null ? '' : `；${least.loss} 是 ${least.number}`}。`,

  gradientsOn: (task) => `${task} 上的梯度`,
  noGradient: '没有一个损失函数在自己的解处还有梯度。',
  hardestOwn: ({ most, least }) =>
    `拉力最大的 1 % 的样本，占 ${most.loss} 总拉力的 ${most.number}${least === null ? '' : `，占 ${least.loss} 总拉力的 ${least.number}`}。`,
  equalPulls: '如果拉力都相等，就是 1 %。',
  hardest: '最大的 1 % 所占',
  withoutGradient: '没有梯度的样本',
  noiseScale: '梯度噪声尺度 (样本数)',
  onlyNoise: '与噪声无法区分',
  gradientNote:
    '这里是对模型输出的梯度，取每个损失函数自己的解。噪声尺度是初始权重处的，由两种批次大小得出 (McCandlish 等，2018)：批次超过这个大小后，每步再增加样本收效甚微；附 95 % 区间。',
  cosine: '梯度的余弦',
  cosinesOf: (task) => `在初始权重处，各损失函数在 ${task} 的相同样本上的梯度之间的余弦。`,
  cosineCaption: (one, other, cosine, agreement, percent) =>
    html`<strong>拉力方向相同吗？</strong>初始权重处、相同样本上的梯度之间的余弦；1 表示方向相同。${one} 和 ${other} 最不一致 (${cosine})，${AGREEMENTS[agreement](percent)}。`,

  paths: '从最好的解到其他的解',
  pathsLead: (metric) =>
    `沿着权重之间的直线：粗线是测试集上的${metric}，细线是两个损失函数在训练集上的值；每条线都从途中的最好值画到最差值。`,
  pathOf: (metric, from, to, task) =>
    `${task} 上，从 ${from} 的解到 ${to} 的解的直线上的${metric}和这两个损失函数。`,
  endNotFinite: (metric) => `${metric}在一端不是有限值`,
  way: (metric, from, to, way) => `${metric}从 ${from} 到 ${to}，${wayInWords(way)}`,
  bestAt: (share) => ` (路程的 ${share} 处最好)`,

  landscape: '同一片地形',
  landscapeLead: (metric, hasFirstWeights, offPlane) =>
    `每幅图都是经过各组权重的同一个平面：第一幅是测试集上的${metric}，其余是各损失函数在训练集上的值；颜色越深越好，每一档占平面的九分之一。标记是各损失函数的解，该图自己的带一圈轮廓${hasFirstWeights ? '；十字是初始权重' : ''}。${offPlane === '' ? '' : `不在平面上，因而画的是投影：${offPlane}。`}`,
  metricPlane: (metric, task) => `${task} 上，经过各个解的平面上的${metric}；颜色越深越好。`,
  lossPlane: (loss, task) => `${task} 上，同一个平面上的 ${loss}；颜色越深越低。`,
  metricBestAt: (metric, loss) => html`<strong>${metric}</strong>：在${beside(loss)}旁边最好。`,
  lossLowestAt: (label, loss) => html`<strong>${label}</strong> 在${beside(loss)}旁边最低。`,

  reliability: '它的概率可信吗？',
  reliabilityLead:
    '测试集上的答案，按模型的把握分组；点越大，答案越多。在虚线上，答对的比例与所说的相符；在虚线下方，模型过于自信。误差是期望校准误差，即到虚线的平均距离。',
  reliabilityOf: (loss, task) => `${task} 上 ${loss} 的答案答对的比例随把握的变化。`,
  sureAsItShouldBe: '把握恰当',
  tooSure: '过于自信',
  notSureEnough: '不够自信',
  sureAndRight: (loss, sure, right, judged, error) =>
    html`<strong>${loss}</strong>：把握 ${sure}，答对 ${right}，${judged} (误差 ${error})。`,

  disagreements: '意见不一之处',
  disagreementsLead:
    '第一个种子的测试样本中，最好的损失函数与另一个损失函数答案相差最大的，附正确答案和两者各自的答案。',
  oneOrOther: (one, other) => html`${one} 与 ${other}`,
  otherPairs: (losses) => `最好的损失函数与另外 ${losses} 个`,
  disagreeOn: (task, one, other) => `${task} 中 ${one} 与 ${other} 意见不一的行`,
  example: '样本',
  row: '行',
  testRow: (row) => `测试 ${row}`,
  said: (target, answers) =>
    html`<strong>${target}</strong>${answers.map(({ loss, number }) => `；${loss}：${number}`)}`,
};
