import type { ClaimText } from '../ClaimText.ts';

export const entropyClaims = {
  'entropy-mean-self-information': {
    method: '抽样 20000 次，求 −log p(x) 的平均，与公式比较。',
    findings: {},
  },
  'entropy-grows-with-disorder': { method: '从确定到均匀，三个分布的熵。', findings: {} },
  'entropy-formula': {
    method: '八种等可能结果的熵，与 log 8 比较。',
    findings: { holds: '原文里的符号 § 应是 (P)，即 $H(P)$。' },
  },
  'ce-brings-distributions-together': {
    method: '对三个得分做 400 步梯度下降，目标是 [0.7, 0.2, 0.1]。',
    findings: { 'holds with a condition': '两个分布确实重合了，但损失不会降到 0：剩下的是真实分布的熵。' },
  },
  'softmax-normalizes': { method: '100 行得分，每行四个，标准差为 50。', findings: {} },
  'softmax-better-gradients': {
    method: '得分相差很大和很小时，softmax 导数的最大值。',
    findings: {
      'does not hold':
        '得分相差很大时 softmax 已经饱和，导数消失。真正起作用的是后面交叉熵里的对数，它抵消了指数。',
    },
  },
  'softmax-loss-special-case': {
    method: '对得分用 `crossEntropy`，与先做 softmax 再用 `categoricalCrossEntropy` 比较。',
    findings: {},
  },
  'focal-formula': { method: '取三个 γ，用 64 位浮点数按公式计算，与 `binaryFocal` 比较。', findings: {} },
  'focal-raises-negatives': {
    method: '易分负样本、易分正样本和难分负样本相对于交叉熵的权重 (γ = 2)。',
    findings: {
      'does not hold':
        '它没有提高任何权重。系数 $(1-p_t)^\\gamma \\le 1$ 压低的是容易的样本，正负一视同仁；要在正负之间取得平衡，靠的是另一个系数 α。',
    },
  },
  'focal-pt-of-positives': {
    method: '取一个 p = 0.1 的负样本，按两种读法计算，与 `binaryFocal` 比较。',
    findings: { misprint: '$p_t$ 是真实类别的概率：正样本为 $p$，负样本为 $1 - p$。' },
  },
  'focal-looks-at-hard-examples': {
    method: '难样本 (p = 0.1) 的损失是易样本 (p = 0.9) 的多少倍。',
    findings: {},
  },
  'focal-gamma-zero': {
    method: '取 γ = 0，比较 `binaryFocal` 与 `binaryCrossEntropyWithLogits`。',
    findings: {},
  },
  'focal-helps-imbalance': {
    method:
      '逻辑回归，二十个点里有一个稀有类，八个种子：阈值 ½ 下的平衡准确率和 AUC，focal (γ = 2) 减去普通交叉熵。',
    findings: {
      'holds with a condition':
        '在常用的阈值 ½ 下成立，因为它让分类器不那么肯定。点的排序 (AUC) 并没有变好：移动一下阈值也能有同样的效果。',
      'does not hold': '在这里、不用 α 时不成立：平衡准确率和 AUC 都没有有意义的提高。',
    },
  },
  'focal-attends-to-majority': {
    method: '多数类 (95%，大多容易) 在总损失中所占的份额，交叉熵与 focal 各算一次。',
    findings: { 'does not hold': '恰恰相反：大量容易的样本被压低，少数困难的样本才受到重视。' },
  },
} satisfies Record<string, ClaimText>;
