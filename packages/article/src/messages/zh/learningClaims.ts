import type { ClaimText } from '../ClaimText.ts';

export const learningClaims = {
  'derivative-of-3x': {
    method: '取大小两种步长的差商，与自动微分比较。',
    findings: { holds: '极限是 3；对直线来说，无论步长多大都是 3。' },
  },
  'partial-derivative': { method: 'z = 3x + 2y：自动微分与只动一个变量的差商比较。', findings: {} },
  'partial-derivative-upside-down': {
    method: '在 x = 1.5 处，用自动微分和差商求两种导数。',
    findings: {
      misprint:
        '上下写反了：应为 $\\partial z/\\partial x = 2x$、$\\partial z/\\partial y = 2y$；而 $\\partial x/\\partial z$ 等于 $1/(2x)$。',
    },
  },
  'gradient-steepest': {
    method: '在一个圆的碗和一个拉长的碗上，沿 3600 个方向各走极小的一步，看最陡的方向与梯度相差多少度。',
    findings: { holds: '这是局部的结论，只对极小的一步成立。' },
  },
  'gradient-fastest-way': {
    method: '从 x² + 100y² 的一点走到最小点，梯度下降和牛顿法各要多少步。',
    findings: {
      'does not hold':
        '最陡不等于最近：在狭长的山谷里，梯度下降要走一千多步，牛顿法只要一步。用梯度，是因为它算起来便宜。',
    },
  },
  'chain-rule-words': {
    method: '在 21 个位置上，对 cos(x² − 1) 用链式法则、自动微分和差商求导。',
    findings: {},
  },
  'chain-rule-example': { method: '同样的三种方法。', findings: {} },
  'chain-rule-notation': {
    method: '按字面，公式两边的 f 都是 cos(x² − 1)，在 x = 1.5 处计算。',
    findings: {
      misprint: "整体和外层函数都写成了 $f$。设 $h(x) = f(g(x))$，就对了：$h'(x) = f'(g(x))\\, g'(x)$。",
    },
  },
  'f1-as-a-loss': {
    method: '所有预测都移动 0.01，看宏平均 F1 和交叉熵各变化多少。',
    findings: {
      'holds with a condition':
        '作为指标可以。作为损失，F1 什么也训练不了：只要没有哪个答案改变，它就纹丝不动。可导的 soft F1 才行。',
    },
  },
  'weights-are-importance': {
    method: '在 ReLU 网络里，把一个单元的输入权重放大 10 倍，输出权重缩小 10 倍。',
    findings: { 'does not hold': '函数丝毫未变，一个权重却大了 10 倍：光看大小，说明不了重要程度。' },
  },
  'loss-falls-all-the-time': {
    method: '学习率取小和取大时，损失上升的步数。',
    findings: {
      'holds with a condition': '前提是学习率足够小，而且每步都用全部样本。η = 1.2 时，损失每一步都在上升。',
    },
  },
  backpropagation: {
    method: '五个输入、三个 ReLU 单元的网络：手工反向传播、自动微分和差商。',
    findings: {},
  },
  'descent-rule': {
    method: '用原文的梯度以 64 位浮点数逐步更新，与 losskit 的 `train` 加 `sgd` 逐步对照。',
    findings: {},
  },
  'descent-reaches-the-minimum': {
    method: '在直线上做梯度下降，与最小二乘的解析解比较。',
    findings: { holds: '对这里的凸损失成立。在神经网络里，到达的可能只是局部最小值。' },
  },
  'mse-gradient-intercept': { method: '在 θ = (1, −0.5) 处，公式与自动微分、差商比较。', findings: {} },
  'mse-gradient-slope': { method: '在 θ = (1, −0.5) 处，公式与自动微分、差商比较。', findings: {} },
  'pictures-of-curves': {
    method: '图片没有随文字一起提供。',
    findings: { 'not measurable here': '在讲这几种损失的章节里重新画出。' },
  },
  'pictures-of-softmax': {
    method: '图片没有随文字一起提供。',
    findings: { 'not measurable here': '公式是 $\\mathrm{softmax}(z)_i = e^{z_i} / \\sum_j e^{z_j}$。' },
  },
  'pictures-of-l1-l2-smooth-l1': {
    method: '图片没有随文字一起提供。',
    findings: { 'not measurable here': '在讲回归的章节里重新画出。' },
  },
} satisfies Record<string, ClaimText>;
