import { html } from '../../html.ts';
import type { Words } from '../Words.ts';

const STRESSES: Readonly<Record<string, readonly [name: string, level: string]>> = {
  outliers: ['离群点', '训练集中离群点的比例'],
  'label-noise': ['标签噪声', '训练集中标签被改错的比例'],
  imbalance: ['类别不平衡', '第一类的行数是最后一类的多少倍'],
  samples: ['样本量', '训练集的行数'],
};

export const together: Words['together'] = {
  lead: (losses, tasks) =>
    `${losses} 个损失函数，在 ${tasks} 上都训练过。得分以任务的平凡模型为 0，最好的损失函数为 1。`,
  criticalDifferences: html`<strong>临界差异。</strong>各任务的平均排名，最好的在左。粗线相连的损失函数无法凭排名区分。`,
  spreads: {
    rank: { title: '平均排名', caption: html`<strong>平均排名</strong>，越低越好。` },
    interquartileMean: {
      title: '得分的四分位均值',
      caption: html`<strong>得分的四分位均值</strong>，即所有得分中间一半的均值，越高越好。`,
    },
  },
  spreadOf: (title) => `每个损失函数在各任务上的${title}及其区间。`,
  improvement: '行胜过列的概率，%',
  improvementOf: '用行的损失函数的运行胜过用列的损失函数的概率。',
  improvementCaption: (shown, of) =>
    html`<strong>改进的概率</strong>：随机取一个任务，用行的损失函数的运行胜过用列的损失函数的概率。${of > shown && `只画 ${of} 个中的前 ${shown} 个。`}`,
  profilesCaption: (shown, of) =>
    html`<strong>性能曲线</strong>：达到某一得分的运行所占的比例。处处高于另一条的曲线，在每个得分上都更好。${of > shown && `只画 ${of} 个中的前 ${shown} 个。`}`,

  stressLead: '逐级加重训练集的缺陷，测试集保持干净。',
  stress: (name, task) => `${task}：${STRESSES[name]?.[0] ?? name}`,
  stressLevel: (name, level) => STRESSES[name]?.[1] ?? level,
  stressCaption: (metric, level, better, shown, of) =>
    html`<strong>${metric}随${level}的变化</strong>，在干净的测试集上；${better}。竖线是对种子的 95 % 置信区间，虚线是不看输入的模型${of > shown && `；只画 ${of} 个中最好的 ${shown} 个`}。`,
  worseFrom: '从何时变差',
  breaksDownAt: '在何处失效',
  never: '从不',
  slope: (isFactor) => (isFactor ? '每 ×10 的斜率' : '级别每增加 1 的斜率'),
  stressColumns: (first, trivial) =>
    `从何时变差：损失函数确定比在 ${first} 时差、且超过界值的第一个级别；它的所有级别的区间同时成立。在何处失效：它比不看输入的模型 (${trivial}) 好的部分失去一半的位置，在两个级别之间按直线计算，括号内是它的区间失去这一半的范围。`,
};
