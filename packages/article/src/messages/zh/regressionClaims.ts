import type { ClaimText } from '../ClaimText.ts';

export const regressionClaims = {
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
    method: '同样的拟合，从常数（0 次）到 12 次，都用新的点来评判。',
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
    method: '完全按照原文对符号的定义来读这个公式（原文中 y 是预测值）。',
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
    method: '按印出的公式计算，与 `meanAbsoluteError`（L1）和 `meanSquaredError`（L2）比较。',
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
    method: '给 101 个数拟合一个常数，重复 400 次；以 MSE（即均值）的平方误差为 1。',
    findings: {
      'holds with a condition':
        '噪声服从正态分布时成立：中位数（MAE）的误差约为均值的 π/2 倍。若是拉普拉斯噪声，结论正好相反。',
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
    method: '用含有十分之一离群值的数据训练一条直线，在干净的数据上看 RMSE；每种损失各自搜索学习率。',
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
        '稳健的是拟合的结果，不是损失的数值：在 MAE 里，五个数中的这一个照样占了 99.9% 以上。关键在于它的拉力（梯度）不比别人大。',
    },
  },
  'fortunes-unit': {
    method: '做一次除法。',
    findings: { misprint: '应为 100000：$10^{11} / 10^6 = 10^5$。' },
  },
  'huber-mild-to-outliers': { method: '还是那条有离群值的直线，比较 Huber 与 MSE。', findings: {} },
  'smooth-l1-for-l1': {
    method: '有离群值的直线，比较 SmoothL1（β 为 y 的 1 个标准差）与 MAE。',
    findings: {
      'holds with a condition':
        '前提是 β 相对于要紧的残差足够小。取默认值时，抛物线部分把大多数离群值也包了进去，拟合明显不如 MAE。',
    },
  },
  'l1-l2-same-scope': {
    method: '有离群值的直线，比较 MAE 与 MSE。',
    findings: {
      'does not hold':
        '有离群值时二者不能互换：平方损失明显落后，这不是偶然。它们适用的任务类型相同，适用的数据并不相同。',
    },
  },
  'try-all-three': {
    method: '三者中最好的与第二名之间的差距，是否超出了随机种子能解释的范围。',
    findings: { holds: '`losskit compare` 做的正是这件事：种子配对，每种损失各自搜索学习率。' },
  },
  'huber-joins-advantages': {
    method: '给 101 个数拟合一个常数，重复 400 次：在正态噪声下和含十分之一离群值时，平方误差与 MSE 之比。',
    findings: {
      holds:
        '正态噪声下，MAE 的误差要多出一半以上，Huber 只多百分之几；有离群值时，Huber 的误差只是 MSE 的一个零头。',
    },
  },
} satisfies Record<string, ClaimText>;
