import type { ClaimText } from '../ClaimText.ts';

export const classificationClaims = {
  'ce-same-logarithm-twice': {
    method: '对两种标签，分别按印出的公式和用 `binaryCrossEntropy` 计算。',
    findings: {
      misprint:
        '两项里是同一个对数，标签于是不起任何作用。应为 $-\\frac1N\\sum_i \\bigl(gt_i \\log y_i + (1 - gt_i) \\log(1 - y_i)\\bigr)$。',
    },
  },
  'ce-never-negative': {
    method: '500 组随机得分下损失的最小值，以及对概率密度取同样的对数。',
    findings: {
      'holds with a condition':
        '对类别成立，因为概率不超过 1。概率密度可以大于 1，很窄的正态分布的负对数似然就小于 0。',
    },
  },
  'ce-target-one': { method: '在 19 个预测值上比较 `binaryCrossEntropy` 与 −log y。', findings: {} },
  'ce-target-zero': {
    method: '分别取标签为 0、预测为 0 (原文中 y 是预测值) 计算 `binaryCrossEntropy`。',
    findings: { misprint: '这里应是目标值：当 $gt = 0$ 时，损失为 $-\\log(1 - y)$。' },
  },
  'ce-curve-rises': { method: '差距分 100 步变大，看损失每步上升的最小值。', findings: {} },
  'log-loss-is-another-loss': {
    method: '`binaryCrossEntropy` 与对数损失 (实际结果的概率取 −log) 比较。',
    findings: { 'does not hold': '这是同一种损失的两个名字。' },
  },
  'ce-is-a-distance': {
    method: '在两个分布之间双向计算，再算一个分布到它自己；并与 KL 散度比较梯度。',
    findings: {
      'holds with a condition':
        '只能算是一种通俗的说法。它不对称，一个分布到它自己的“距离”是熵，不是 0。不过用于训练时与 KL 散度没有区别：二者梯度相同。',
    },
  },
  'ce-also-called-entropy': {
    method: '同一个分布的交叉熵与熵。',
    findings: {
      'does not hold':
        '熵是 $H(p)$，交叉熵是 $H(p, q) = H(p) + KL(p \\| q)$，只有 $q = p$ 时才相等。它也不限于二分类：下面的公式就适用于任意多类。',
    },
  },
  'ce-formula': {
    method: '在 50 对分布上，用 64 位浮点数按公式计算，与 `categoricalCrossEntropy` 比较。',
    findings: {},
  },
  'ce-easy-to-differentiate': {
    method: '`crossEntropy` 的自动微分与 softmax(z) − t 比较。',
    findings: { holds: '对得分求导，结果就是预测减目标，再无其他。' },
  },
  'ce-ignores-the-difference': {
    method: '`crossEntropy` 的自动微分与差值 softmax(z) − t 比较，并比较同一类的两个预测。',
    findings: {
      'does not hold':
        '它的梯度恰恰就是这个差异，答对且更有把握时损失也更小。它真要过拟合，原因正相反：它对差异永不满足，总要把概率往 1 推。',
    },
  },
  'ce-input-called-probability': {
    method: '把 [0.2, 0.3, 0.5] 代入原文的公式，而这个公式要对输入取指数。',
    findings: {
      'does not hold':
        '公式要的是得分 (logit)。代入概率得到的不是 $-\\log 0.5$，而且即使预测完全正确，也降不到 $\\log(1 + 2/e) \\approx 0.5514$ 以下。',
    },
  },
  'ce-one-entry-too-few': {
    method: '取三个类别，数一数有几个分量。',
    findings: { misprint: '少了一个分量，应为 $x = [x_0, x_1, \\dots, x_{C-1}]$，与类别一样从 0 数起。' },
  },
  'ce-two-forms': {
    method: '在 50 行得分上比较两种写法，再看得分为 1000 时的情形。',
    findings: {
      'holds with a condition':
        '精确计算时成立。用 32 位浮点数，得分到 1000 时第一种写法已经算不出有限的数；第二种写法先减去最大的得分，多大都对。',
    },
  },
  'ce-weights-and-ignore-index': {
    method: '取类别权重和一行被忽略的样本，用 64 位浮点数按公式计算，与 `crossEntropy` 比较。',
    findings: {
      'holds with a condition':
        '对单个样本成立。取平均时，除数是有效样本的权重之和，而不是 $N$。另外，印作 $exp(x_n, y_n)$ 的应为 $\\exp(x_{n,y_n})$。',
    },
  },
  'ce-binary-formula': {
    method: '用 64 位浮点数按公式计算，与 `binaryCrossEntropy` 比较。',
    findings: { holds: '第一篇文章印错的，正是这个公式。' },
  },
  'ce-steps': {
    method: '对标签为 0 的样本执行这三个步骤。',
    findings: {
      'does not hold':
        '步骤里丢了第二项：标签为 0 的样本无论怎样预测都没有损失。这几步适合多分类的 one-hot 标签，与上面的二分类公式不符。',
    },
  },
  'ce-gradient': {
    method: '取 ŷ = σ(θx)，用 64 位浮点数按公式计算，与库中损失的自动微分比较。',
    findings: {},
  },
  'one-hot-fruits': { method: '三个类别编号的 `oneHotRows`。', findings: {} },
  'one-hot-continuous': {
    method: '看各个分量一共有几种取值。',
    findings: {
      'does not hold':
        '向量和类别一样是离散的，只有 0 和 1 两种取值。它的好处在于不引入大小顺序：任意两类都相距 $\\sqrt2$。',
    },
  },
  'outputs-are-probabilities': {
    method: '600 个随机得分中，落在 [0, 1] 内的比例，softmax 前后各算一次。',
    findings: { 'holds with a condition': '要经过 softmax。最后一个线性层直接给出的得分可以是任意大小。' },
  },
  'most-probable-class': {
    method: '输出为 [0.2, 0.3, 0.5]、猜错代价为 1 时，各种猜法的期望代价。',
    findings: { holds: '前提是各种错误的代价相同，这样猜代价最小。' },
  },
  'probability-between-vectors': {
    method: '[0.2, 0.3, 0.5] 与每种水果的 one-hot 向量之间的交叉熵。',
    findings: { misprint: '这里该是“损失”，不是“概率”：三种水果里有两种的数值超过了 1。' },
  },
  'one-hot-needs-room': {
    method: '1000 类的 64 个标签，分别用 one-hot 和类别编号表示，并比较损失。',
    findings: { holds: '而且没有必要：`crossEntropy` 可以直接接受类别编号，损失相同。' },
  },
  'multiclass-is-binary': {
    method: '同样的得分，三类的 softmax 交叉熵与三个二元交叉熵之和。',
    findings: { 'does not hold': '这是“单标签”分类，三类里只有一类正确；它不是二分类，损失也不一样。' },
  },
  'either-fruit-is-right': {
    method: '目标为 [1, 1, 0]，分别只预测一种水果和两种都预测，计算各二元交叉熵之和。',
    findings: { 'does not hold': '既然两种都置 1，只说出一种就只答对了一半，损失也是这样算的。' },
  },
  'multi-label-by-cross-entropy': {
    method: '画出装有一到三种水果的果盘；统计三个问题 (有没有这种水果) 全部答对的测试图片所占的比例。',
    findings: {
      'holds with a condition':
        '要对每种水果各用一个二元交叉熵。softmax 把同一份概率分给图中的几种水果，全部答对的果盘更少。',
      holds: '通常对每种水果各用一个二元交叉熵；在这里，softmax 配上搜索出来的阈值，落后并没有超过界值。',
      undecided:
        '能用。至于是否必须对每种水果各用一个二元交叉熵，还是 softmax 配上搜索出来的阈值也一样好，这些种子分不出来。',
    },
  },
  'unknown-class-inherent': {
    method: '给三种水果的分类器看 300 张菠萝：它有多大把握，能否凭把握的大小把菠萝认出来。',
    findings: {
      'holds with a condition': '它只能在三个名字里选一个，不过给最大概率设一个阈值，就能挑出大部分菠萝。',
      holds:
        '它只能在三个名字里选一个，而且对大多数菠萝给出的概率都超过 90%。光看最大概率几乎分不出是不是认识的水果：AUC 是已知水果的概率高于菠萝的机会，refused 是在放过 95% 已知水果的阈值下被拒绝的菠萝的比例。',
    },
  },
  'ce-best-for-classes': {
    method: '水果分类的比较：逐个种子求交叉熵的测试准确率与它们之差，区间对所有损失同时成立。',
    findings: {
      'holds with a condition': '只对其中一种成立；另一种的落后并没有超过界值。',
      'does not hold': '每种损失各自搜索学习率之后，两者的落后都没有超过界值。',
      undecided: '两者之中至少有一个，这些种子分不出来。训练若在某些种子上崩溃，区间就会很宽。',
    },
  },
  'zero-one-ignores-distribution': { method: '答对且把握分别为 51% 和 99% 时的 `zeroOne`。', findings: {} },
} satisfies Record<string, ClaimText>;
