import type { ClaimText } from '../ClaimText.ts';

export const regressionClaims = {
  'mae-formula': { method: '用 64 位浮点数按原文公式计算，与 `meanAbsoluteError` 比较。', findings: {} },
  'mae-sum-in-words': {
    method: '在四个样本上比较求和与原文公式。',
    findings: { 'holds with a condition': '紧接着的公式前面有 $\\frac1N$：MAE 是平均，求和是它的 $N$ 倍。' },
  },
  'mae-derivative': {
    method: '对单个残差，在五个位置上做 `meanAbsoluteError` 的自动微分。',
    findings: {
      'holds with a condition':
        '0 处除外：那里不可导，losskit 取次梯度 0。对 $N$ 个样本取平均时，每个样本的贡献是 $\\pm\\frac1N$。',
    },
  },
  'mae-intuitive': {
    method: '直观与否无法测量，单位可以：把目标值和预测值都放大 10 倍。',
    findings: {
      'holds with a condition':
        '如果“直观”指的是与目标值单位相同：MAE 也放大 10 倍；MSE 的单位是平方，放大了 100 倍。',
    },
  },
  'mae-symbols': {
    method: '完全按照原文对符号的定义来读这个公式 (原文中 y 是预测值)。',
    findings: {
      misprint: '照字面就成了预测值减预测值。应为 $\\frac1n\\sum|s_i - y_i^p|$，其中 $s_i$ 是目标值。',
    },
  },
  'l1-reductions': {
    method: '`meanAbsoluteError` 的平均、求和与不归约，与 64 位计算比较。',
    findings: {},
  },
  'l1-kink': { method: '在 0 的左右各取百万分之一的步长，求两侧的斜率。', findings: {} },
  'mse-named-l1': {
    method: '按印出的公式计算，与 `meanAbsoluteError` (L1) 和 `meanSquaredError` (L2) 比较。',
    findings: {
      misprint: '算出来是 L2 的值，应为 $L2\\ loss(y, gt) = \\frac1N\\sum_{i=1}^N (y_i - gt_i)^2$。',
    },
  },
  'mse-sum-of-absolute-values': {
    method: '绝对值的平均与 `meanSquaredError` 比较。',
    findings: {
      misprint: '这是从 MAE 一节沿用下来的句子。MSE 是误差平方的平均：$\\frac1N\\sum_i (y_i - gt_i)^2$。',
    },
  },
  'mse-more-sensitive': {
    method: '两种损失在残差为 0.25 和 4 时的斜率。',
    findings: {
      'holds with a condition':
        '残差大于 ½ 时才成立。小于 ½ 时，斜率 $2|r|$ 比 MAE 的 1 还小，反而是 MSE 更迟钝。',
    },
  },
  'mse-smoother': { method: '用自动微分求 0 点左右千万分之一处斜率的跳变。', findings: {} },
  'mse-better-for-regression': {
    method: '给 101 个数拟合一个常数，重复 400 次；以 MSE (即均值) 的平方误差为 1。',
    findings: {
      'holds with a condition':
        '噪声服从正态分布时成立：中位数 (MAE) 的误差约为均值的 π/2 倍。若是拉普拉斯噪声，结论正好相反。',
    },
  },
  'mse-without-mean': {
    method: '把公式用在四个样本上，与 `meanSquaredError` 比较。',
    findings: { misprint: '漏了求平均：$\\frac1N\\sum_i (y_i - \\hat y_i)^2$。' },
  },
  'l2-zero-then-grows': { method: '在 50 个逐渐变大的距离上计算 MSE。', findings: {} },
  'mse-because-of-noise': {
    method: '四个完全没有噪声的目标值，预测分别差 +5、−5、+5、−5。',
    findings: {
      'does not hold': '真正的原因是正负号，不是噪声：毫无噪声时，差值照样正负相抵为 0，而每个预测都差了 5。',
    },
  },
  'mse-called-a-sum': {
    method: '在四个样本上分别求平方和与平方的平均。',
    findings: { misprint: '下面的公式除以了 $n$；不除的是平方和，是 MSE 的 $n$ 倍。' },
  },
  'squared-error-is-a-distance': {
    method: '从 0 直接到 2，与绕道 1 比较。',
    findings: {
      'holds with a condition':
        '它度量的是距离的平方，而平方不是距离：直接走反而是绕道的两倍。开方之后才是距离。',
    },
  },
  'l2-loss-reductions': {
    method: '`meanSquaredError` 的两种归约与平方的平均比较。',
    findings: { 'holds with a condition': '取平均时成立。同一段里也允许求和，那就不再是均方误差了。' },
  },
  'mse-definition': { method: '按原文的三个步骤逐一计算，与 `meanSquaredError` 比较。', findings: {} },
  'mae-robust': {
    method: '用含有十分之一离群点的数据训练一条直线，在干净的数据上看 RMSE；每种损失各自搜索学习率。',
    findings: {},
  },
  'fortunes-mse-explodes': {
    method: '对 [1, 2, 3, 4, 10000] 一律预测 3，计算两种损失；再看每种损失会拟合出什么常数。',
    findings: {
      holds:
        'MAE 拟合出中位数 3，最后那个人有 10000 还是 100000 都一样。MSE 拟合出均值 2002，可谁的资产都不是这个数。',
    },
  },
  'fortunes-mae-relatively-small': {
    method: '最大的那笔资产在两种损失里各占多少，以及 MAE 拟合出的常数。',
    findings: {
      'holds with a condition':
        '稳健的是拟合的结果，不是损失的数值：在 MAE 里，五个数中的这一个照样占了 99.9% 以上。关键在于它的拉力 (梯度) 不比别人大。',
    },
  },
  'fortunes-unit': {
    method: '做一次除法。',
    findings: { misprint: '应为 100000：$10^{11} / 10^6 = 10^5$。' },
  },
  'huber-mild-to-outliers': { method: '还是那条有离群点的直线，比较 Huber 与 MSE。', findings: {} },
  'smooth-l1-for-l1': {
    method: '有离群点的直线，比较 SmoothL1 (β 为 y 的 1 个标准差) 与 MAE。',
    findings: {
      'holds with a condition':
        '前提是 β 比有意义的残差小得多。取默认值时，抛物线部分把大多数离群点也包了进去，拟合明显不如 MAE。',
    },
  },
  'l1-l2-same-scope': {
    method: '有离群点的直线，比较 MAE 与 MSE。',
    findings: {
      'does not hold':
        '有离群点时二者不能互换：其中一种落后于另一种，这不是偶然。它们适用的任务类型相同，适用的数据并不相同。',
    },
  },
  'try-all-three': {
    method: '有离群点的直线：三者能否分出高下，即 MSE 和 SmoothL1 与 MAE 之差。',
    findings: { holds: '`losskit compare` 做的正是这件事：种子配对，每种损失各自搜索学习率。' },
  },
  'huber-joins-advantages': {
    method: '给 101 个数拟合一个常数，重复 400 次：在正态噪声下和含十分之一离群点时，平方误差与 MSE 之比。',
    findings: {
      holds:
        '正态噪声下，MAE 的误差要多出一半以上，Huber 只多百分之几；有离群点时，Huber 的误差只是 MSE 的一个零头。',
    },
  },
} satisfies Record<string, ClaimText>;
