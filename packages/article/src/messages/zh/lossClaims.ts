import type { ClaimText } from '../ClaimText.ts';

export const lossClaims = {
  'loss-grows-with-distance': {
    method: '让预测值分 50 步远离目标值，统计损失没有随之上升的步数。',
    findings: {
      'holds with a condition':
        'MAE、MSE 和 Huber 每一步都在上升。0-1 损失则几乎处处是平的：它只看答对还是答错，不看差了多少。',
    },
  },
  'smaller-loss-better-model': {
    method:
      '用 3 次和 12 次多项式拟合 16 个带噪声的点，重复 40 次，比较它们在这些点上和在 200 个新点上的均方根误差。',
    findings: {
      'holds with a condition':
        '前提是用没有参加训练的数据来算。更灵活的曲线在训练点上损失更小，到了新的点上却大得多。',
    },
  },
  'minimizing-generalizes': {
    method: '同样的拟合，从常数 (0 次) 到 12 次，都用新的点来评判。',
    findings: {
      'holds with a condition':
        '前提是模型对这点数据来说不过于灵活：从 0 次到 3 次，新点上的误差下降；到 12 次，训练损失还在降，新点上的误差反而变大。',
    },
  },
  'usual-losses': {
    method: '这句话说的是人们的习惯，而这里没有统计任何人的习惯。',
    findings: { 'not measurable here': '这两种损失在两个任务上的效果是可以测量的，见案例部分。' },
  },
  'mse-for-gradient-descent': {
    method: '在过 60 个点的直线拟合上做梯度下降，看斜率与各自损失的最小点差多少。',
    findings: {
      'holds with a condition':
        '话没错，但这不是 MSE 独有的：MAE 同样可以用梯度下降。只是它的步长在最小点附近不会自动变小，学习率取多小，才能靠多近。',
    },
  },
  'loss-is-a-speed': {
    method: '给损失加上一个常数：数值变了，下降的过程变不变？',
    findings: {
      'does not hold':
        '损失是高度，梯度才说明下降得多快。处处加 5 之后损失变大，而下降的每一步都和原来一模一样。',
    },
  },
  'training-is-minimizing': { method: '一条直线在梯度下降第一步之前和第 200 步之后的 MSE。', findings: {} },
  'square-is-positive': {
    method: '在 61 对数上，平方差和普通差的最小值。',
    findings: {
      'holds with a condition':
        '准确地说是“非负”：预测完全正确时误差为 0。另外，单独一个点只有平方，谈不上“平方和”。',
    },
  },
  'cost-formula': { method: '用 64 位浮点数按公式计算，与 `meanSquaredError` 比较。', findings: {} },
  'loss-per-sample-cost-of-all': {
    method: '`meanSquaredError` 分别取 `reduction: "none"` 和平均。',
    findings: { holds: '在 losskit 里，二者是同一个函数的两种归约方式。' },
  },
  'no-need-to-distinguish': {
    method: '用同一个学习率，对 60 个点的平均损失和总和分别做梯度下降。',
    findings: {
      'holds with a condition':
        '只要没有什么依赖于量级。求和的梯度是平均的 $N$ 倍：同样的学习率，平均能收敛，求和就发散了。',
    },
  },
  'zero-one-values': {
    method: '网络输出 [0.2, 0.3, 0.5]，标签分别取橘子和苹果，计算 `zeroOne`。',
    findings: {},
  },
  'zero-one-gradient': {
    method: '`zeroOne` 的自动微分、两个得分交换大小时的跳变，以及用它训练出来的网络的准确率。',
    findings: {
      'holds with a condition':
        '预测类别发生变化的地方除外：那里有跳变，不可导。用它训练的网络停留在瞎猜的水平。',
    },
  },
  'half-for-the-derivative': { method: '`halfSquaredError` 的自动微分与残差本身比较。', findings: {} },
} satisfies Record<string, ClaimText>;
