import type { ClaimText } from '../ClaimText.ts';

export const smoothingClaims = {
  'smoothing-non-convex': {
    method: '残差从 −4 到 4，求 Huber、平方误差和 Welsch 的二阶差分的最小值。',
    findings: { 'does not hold': '文中点名的 Huber 和平方误差都是凸函数。Welsch 不是，但文中没有提到它。' },
  },
  'huber-two-thresholds': {
    method: '数一数曲率发生跳变的位置和损失的参数个数。',
    findings: { 'holds with a condition': '位置有两个，即 −δ 和 δ；参数只有一个。' },
  },
  'huber-calm-near-wild-far': {
    method: 'Huber (δ = 1) 在残差为 0.1、1 和 4 处的斜率。',
    findings: { 'holds with a condition': '只到 δ 为止。再往外斜率不再增大，这正是 Huber 的用意。' },
  },
  'smoothing-cures-gradients': {
    method: 'Huber 和 MSE 在残差为 1000 处的斜率，以及 Welsch 在残差为 10 处的斜率。',
    findings: {
      'holds with a condition':
        'Huber 的斜率有上限，有助于防止梯度爆炸。而 Welsch 这样的非凸函数，残差一大斜率就消失，与“缓解”正好相反。',
    },
  },
  'smoothing-escapes-local-minima': {
    method: '20 个数在 0 附近、10 个数在 12 附近，数一数拟合一个常数时损失有几个局部最小点。',
    findings: { 'does not hold': '凸损失只有一个最小点，Huber 也在其中。局部最小值恰恰是非凸性带来的。' },
  },
  'huber-formula': { method: '取三个 δ，用 64 位浮点数按公式计算，与 `huber` 比较。', findings: {} },
  'huber-half-of-linear': {
    method: 'Huber (δ = 1) 在残差为 10 处的值与绝对误差的一半比较，并看斜率。',
    findings: { 'does not hold': '斜率是 $d$，不是 ½。减半的是被减去的那个 $d$：$d(|r| - \\frac12 d)$。' },
  },
  'huber-keeps-predictions-away': {
    method: '在 81 个残差上看梯度下降一步的方向。',
    findings: { 'does not hold': '每一步都朝着目标值走；只有正好在目标值上才不动。' },
  },
  'smoothing-blind-to-difference': {
    method: '残差逐渐变大，求 Huber 每步上升的最小值。',
    findings: { 'does not hold': 'Huber 就是差异的函数，而且严格递增，此外不依赖任何东西。' },
  },
  'huber-formula-again': { method: '取三个 δ，用 64 位浮点数按公式计算，与 `huber` 比较。', findings: {} },
  'huber-steps': {
    method: '步骤里没有说 |a| = δ 怎么办，看损失和斜率在这里有没有跳变。',
    findings: { holds: '原文没有提到相等的情形，但这无关紧要：两段在那里完全一致。' },
  },
  'huber-delta-switches': {
    method: 'δ 很大时与平方误差的一半比较；δ 很小时除以 δ，与绝对误差比较。',
    findings: {},
  },
  'huber-derivative-missing': {
    method: '这句话本来要说的内容：`huber` (δ = 1.5) 的自动微分与截断后的残差比较。',
    findings: {
      'not measurable here':
        '原文到此中断，没有可供检验的结论。缺的结果是 $\\partial L_\\delta / \\partial a = \\max(-\\delta, \\min(a, \\delta))$。',
    },
  },
  'smooth-l1-formula': { method: '取三个 β，用 64 位浮点数按公式计算，与 `smoothL1` 比较。', findings: {} },
  'smooth-l1-differentiable': { method: '`smoothL1` 在 0 处及其两侧的斜率。', findings: {} },
  'squares-shrink-parameters': {
    method: '最小二乘给出的权重有多大：原来的目标值、放大 10 倍的目标值，以及加上正则项之后。',
    findings: {
      'does not hold':
        '哪些权重拟合得好，它就取哪些：目标值放大 10 倍，权重也放大 10 倍。要让权重变小，只能靠对权重的正则项。',
    },
  },
  'l1-regularized-formula': {
    method: '用 64 位浮点数按公式计算，与 `meanSquaredError` 加 `l1Penalty` 比较。',
    findings: {},
  },
  'mean-of-one-sample': {
    method: '在三个样本上，看 y − h(x) 的最小值和求平均的项数。',
    findings: {
      misprint: '$y - h_\\theta(x)$ 是残差，可以为负；它的平方才是损失，而平均是对全部 $N$ 个样本取的。',
    },
  },
  'l2-regularized-formula': {
    method: '公式及其导数 λw 与 `l2Penalty` 比较。',
    findings: { holds: 'Keras 里没有 ½，所以那里的 λ 相当于这里的两倍。' },
  },
  'regularization-shrinks': {
    method: '六个特征的回归，不加惩罚与 λ = 1 时权重的大小。',
    findings: { holds: '变小是肯定的；小到什么程度，由 λ 决定。' },
  },
  'regularization-to-zero': {
    method: 'λ = 1 时恰好为 0 的权重个数。',
    findings: { 'holds with a condition': 'L1 会：有些权重恰好为 0。L2 是按比例缩小，永远到不了 0。' },
  },
  'regularization-generalizes': {
    method:
      '在 16 个点上拟合 10 次多项式，重复 40 次，L2 惩罚从无到 1000，看新点上的误差。最好的 λ 在另外 40 次重复里选定。',
    findings: {
      'holds with a condition': '强度要合适。最好的 λ 让新点上的误差小得多；最大的 λ 把模型压成了常数。',
    },
  },
  'smoothing-in-naive-bayes': {
    method: '以朴素贝叶斯为例：10 次里出现 7 次，使似然最大的比例与直接计数比较。',
    findings: {
      'not measurable here':
        '这只是一份应用清单。其中一项不该在内：朴素贝叶斯靠计数来拟合，并不去最小化这样的损失。',
    },
  },
} satisfies Record<string, ClaimText>;
