import type { TranslatedClaimText } from '../ClaimText.ts';

export const entropyClaims = {
  'entropy-mean-self-information': {
    statement: 'Entropy is the mean self-information of a random variable.',
    method: 'Mean of −log p(x) over 20000 draws against the formula.',
    findings: {},
  },
  'entropy-grows-with-disorder': {
    statement: 'The more disordered a system, the larger its entropy.',
    method: 'Entropy of three distributions, from certain to uniform.',
    findings: {},
  },
  'entropy-formula': {
    statement: 'H = −Σ p(xᵢ) log p(xᵢ)',
    method: 'The formula for eight equally likely outcomes against log 8.',
    findings: { holds: 'The sign § stands where (P) should: $H(P)$.' },
  },
  'ce-brings-distributions-together': {
    statement: 'By lowering it, the predicted distribution comes as close as possible to the true one.',
    method: '400 steps of gradient descent on three scores, towards [0.7, 0.2, 0.1].',
    findings: {
      'holds with a condition':
        'The distributions meet, but the loss does not become 0: what remains is the entropy of the true one.',
    },
  },
  'softmax-normalizes': {
    statement: 'Softmax maps the values to between 0 and 1 and makes them sum to 1.',
    method: '100 rows of four scores with a standard deviation of 50.',
    findings: {},
  },
  'softmax-better-gradients': {
    statement: 'Where values range widely, softmax makes for better gradient updates.',
    method: 'Largest derivative of softmax at widely and at narrowly spread scores.',
    findings: {
      'does not hold':
        'At widely spread scores softmax is saturated and its derivative vanishes. What helps is the logarithm of the cross-entropy behind it, which undoes the exponential.',
    },
  },
  'softmax-loss-special-case': {
    statement: 'The softmax loss is a special case of cross-entropy.',
    method: '`crossEntropy` on scores against `categoricalCrossEntropy` on their softmax.',
    findings: {},
  },
  'focal-formula': {
    statement: 'FL(pt) = −(1 − pt)^γ log(pt)',
    method: 'The formula in 64 bits against `binaryFocal` for three γ.',
    findings: {},
  },
  'focal-raises-negatives': {
    statement: 'Focal loss adds a parameter to cross-entropy to raise the weight of negatives.',
    method: 'Weight against cross-entropy of an easy negative, an easy positive and a hard negative (γ = 2).',
    findings: {
      'does not hold':
        'It raises nothing. The factor $(1-p_t)^\\gamma \\le 1$ lowers what is easy, negatives and positives alike; a balance between the two is what the separate factor α is for.',
    },
  },
  'focal-pt-of-positives': {
    statement: 'pt is the probability that the sample belongs to the positive class.',
    method: 'A negative with p = 0.1 in both readings against `binaryFocal`.',
    findings: {
      misprint: '$p_t$ is the probability of the true class: $p$ for a positive, $1 - p$ for a negative.',
    },
  },
  'focal-looks-at-hard-examples': {
    statement: 'Focal loss pays more attention to samples that are hard to classify.',
    method: 'How often the loss of an easy sample (p = 0.9) goes into that of a hard one (p = 0.1).',
    findings: {},
  },
  'focal-gamma-zero': {
    statement: 'For γ = 0 focal loss is ordinary cross-entropy.',
    method: '`binaryFocal` with γ = 0 against `binaryCrossEntropyWithLogits`.',
    findings: {},
  },
  'focal-helps-imbalance': {
    statement: 'Focal loss improves classification with unbalanced classes.',
    method:
      'Logistic regression with one rare point in twenty, eight seeds: balanced accuracy at p = ½ and AUC, focal (γ = 2) less plain.',
    findings: {
      'holds with a condition':
        'At the usual threshold of ½, because it makes the classifier less sure. The order of the points (AUC) is no better: moving the threshold would have done the same.',
      'does not hold':
        'Not here, without α: neither balanced accuracy nor AUC is better by more than matters.',
    },
  },
  'focal-attends-to-majority': {
    statement: 'It raises the attention to samples that dominate.',
    method:
      'Share of the common class (95 %, mostly easy) in the whole loss, with cross-entropy and with focal loss.',
    findings: {
      'does not hold': 'The reverse: the many easy samples lose weight, so that the few hard ones are heard.',
    },
  },
} satisfies Record<string, TranslatedClaimText>;
