import type { TranslatedClaimText } from '../ClaimText.ts';

export const classificationClaims = {
  'ce-same-logarithm-twice': {
    statement: 'CE = −(1/N) Σ (gt · log y + (1 − gt) · log y)',
    method: 'The printed formula against `binaryCrossEntropy` for both labels.',
    findings: {
      misprint:
        'Both terms hold the same logarithm, so that the label drops out. Right: $-\\frac1N\\sum_i \\bigl(gt_i \\log y_i + (1 - gt_i) \\log(1 - y_i)\\bigr)$.',
    },
  },
  'ce-never-negative': {
    statement: 'Cross-entropy is never negative.',
    method: 'The least of 500 losses at random scores, and the same logarithm of a density.',
    findings: {
      'holds with a condition':
        'For classes, whose probabilities are at most 1. A density may exceed 1, and the negative log likelihood of a narrow normal distribution is below 0.',
    },
  },
  'ce-target-one': {
    statement: 'For gt = 1 cross-entropy depends on the prediction y′ alone.',
    method: '`binaryCrossEntropy` against −log y at 19 predictions.',
    findings: {},
  },
  'ce-target-zero': {
    statement: 'For y = 0 cross-entropy depends on 1 − y′ alone.',
    method:
      '`binaryCrossEntropy` with the label 0, and with the prediction 0, which is what y means in this article.',
    findings: { misprint: 'The target is meant: for $gt = 0$ the loss is $-\\log(1 - y)$.' },
  },
  'ce-curve-rises': {
    statement: 'The curve shows: the larger the gap between prediction and gt, the larger the loss.',
    method: 'The least rise between 100 growing gaps.',
    findings: {},
  },
  'log-loss-is-another-loss': {
    statement: 'Among the usual losses are cross-entropy and log loss.',
    method: '`binaryCrossEntropy` against the log loss, −log of the probability of what happened.',
    findings: { 'does not hold': 'They are one loss under two names.' },
  },
  'ce-is-a-distance': {
    statement: 'Cross-entropy measures the distance between predicted and true distribution.',
    method:
      'Both directions between two distributions, that of one to itself, and the gradient against that of the Kullback–Leibler divergence.',
    findings: {
      'holds with a condition':
        'As a manner of speaking. It is not symmetric, and from a distribution to itself it is the entropy, not 0. For training it is as good as the divergence: the gradients are the same.',
    },
  },
  'ce-also-called-entropy': {
    statement: 'The cross-entropy loss is also called information entropy loss.',
    method: 'Cross-entropy and entropy of one distribution.',
    findings: {
      'does not hold':
        'Entropy is $H(p)$, cross-entropy $H(p, q) = H(p) + KL(p \\| q)$; they agree for $q = p$ only. And it is not for two classes alone: the formula beneath has any number.',
    },
  },
  'ce-formula': {
    statement: 'H(p, q) = −Σ p(xᵢ) log q(xᵢ)',
    method: 'The formula in 64 bits against `categoricalCrossEntropy` on 50 pairs of distributions.',
    findings: {},
  },
  'ce-easy-to-differentiate': {
    statement: 'It is easy to compute and easy to differentiate.',
    method: 'Autograd of `crossEntropy` against softmax(z) − t.',
    findings: { holds: 'With respect to the scores the derivative is prediction less target, nothing more.' },
  },
  'ce-ignores-the-difference': {
    statement: 'Because it ignores the difference between prediction and truth, it easily overfits.',
    method:
      'Autograd of `crossEntropy` against the difference softmax(z) − t, and two predictions of the same class.',
    findings: {
      'does not hold':
        'Its gradient is that very difference, and a surer right answer has a smaller loss. Where it overfits, it is because it never has enough of the difference: it drives probabilities towards 1 without end.',
    },
  },
  'ce-input-called-probability': {
    statement: 'xᵢ is the probability that the sample is of class i − 1.',
    method: '[0.2, 0.3, 0.5] put into the formula, which takes the exponential of its input.',
    findings: {
      'does not hold':
        'The formula takes scores (logits). Given probabilities it gives another value than $-\\log 0.5$, and even a perfect prediction cannot get below $\\log(1 + 2/e) \\approx 0.5514$.',
    },
  },
  'ce-one-entry-too-few': {
    statement: 'x = [x₁, x₂, …, x_{c−1}] for C classes',
    method: 'Entries counted for three classes.',
    findings: {
      misprint: 'One entry is missing: $x = [x_0, x_1, \\dots, x_{C-1}]$, counted from 0 as the classes are.',
    },
  },
  'ce-two-forms': {
    statement: '−log(exp(x[class]) / Σ exp(x[j])) = −x[class] + log Σ exp(x[j])',
    method: 'Both forms on 50 rows of scores, and at a score of 1000.',
    findings: {
      'holds with a condition':
        'In exact arithmetic. In 32 bits the quotient is no longer a number at a score of 1000; the second form, with the largest score taken out, is right at any.',
    },
  },
  'ce-weights-and-ignore-index': {
    statement: 'lₙ = −w_{yₙ} log(exp(x_{n,yₙ}) / Σ_c exp(x_{n,c})) · 1{yₙ ≠ ignore_index}',
    method: 'The formula in 64 bits against `crossEntropy` with class weights and one ignored row.',
    findings: {
      'holds with a condition':
        'For single rows. The mean divides by the sum of the weights of the rows that count, not by $N$. In print $exp(x_n, y_n)$ should be $\\exp(x_{n,y_n})$.',
    },
  },
  'ce-binary-formula': {
    statement: 'L = −(1/n) Σ [y log ŷ + (1 − y) log(1 − ŷ)]',
    method: 'The formula in 64 bits against `binaryCrossEntropy`.',
    findings: { holds: 'The formula that the first article misprints.' },
  },
  'ce-steps': {
    statement: 'Steps: logarithm of the probability, times the true label, then the mean with a minus.',
    method: 'The three steps on a sample with the label 0.',
    findings: {
      'does not hold':
        'The steps leave the second term out: a sample with the label 0 would cost nothing, whatever is predicted. They fit one-hot labels of several classes, not the formula above them.',
    },
  },
  'ce-gradient': {
    statement: 'The gradient is −(1/n) Σ [y/ŷ − (1 − y)/(1 − ŷ)] ∂ŷ/∂θ.',
    method: 'The formula in 64 bits for ŷ = σ(θx) against autograd through the library’s loss.',
    findings: {},
  },
  'one-hot-fruits': {
    statement: 'Apple [1, 0, 0], pear [0, 1, 0], orange [0, 0, 1].',
    method: '`oneHotRows` of the three class ids.',
    findings: {},
  },
  'one-hot-continuous': {
    statement: 'One-hot encoding turns discrete categories into continuous vectors.',
    method: 'Different values among the entries.',
    findings: {
      'does not hold':
        'The vectors are as discrete as the classes: two values, 0 and 1. What they win is an order-free encoding: any two classes are $\\sqrt2$ apart.',
    },
  },
  'outputs-are-probabilities': {
    statement: 'The network gives three values between 0 and 1, the probabilities of the classes.',
    method: 'Share of 600 random scores within [0, 1], before and after softmax.',
    findings: {
      'holds with a condition': 'After softmax. What a last linear layer gives are scores of any size.',
    },
  },
  'most-probable-class': {
    statement: 'The class with the largest probability is the network’s guess.',
    method: 'Expected cost of each guess at [0.2, 0.3, 0.5] if a mistake costs 1.',
    findings: { holds: 'The cheapest guess as long as all mistakes cost the same.' },
  },
  'probability-between-vectors': {
    statement: 'Then the probability between output vector and standard vector can be computed.',
    method: 'Cross-entropy of [0.2, 0.3, 0.5] with each one-hot fruit.',
    findings: {
      misprint: 'The loss is meant, not a probability: it is above 1 for two of the three fruits.',
    },
  },
  'one-hot-needs-room': {
    statement: 'With many classes one-hot vectors need much computing and memory.',
    method: '64 labels of 1000 classes as one-hot rows and as class ids, and the loss of both.',
    findings: { holds: 'And it is needless: `crossEntropy` takes class ids and gives the same loss.' },
  },
  'multiclass-is-binary': {
    statement: 'The multi-class task above is by default the binary task among multi-class problems.',
    method: 'Softmax cross-entropy of three classes against the sum of three binary ones, same scores.',
    findings: {
      'does not hold':
        'It is single-label, with one right class out of three; that is not binary, and its loss is another one.',
    },
  },
  'either-fruit-is-right': {
    statement:
      'With apple and pear in the picture, predicting either is right, and both entries of gt should be 1.',
    method:
      'Sum of the binary cross-entropies with the target [1, 1, 0] for one and for both fruits predicted.',
    findings: {
      'does not hold': 'With both entries 1, naming one fruit is half the answer, and the loss says so.',
    },
  },
  'multi-label-by-cross-entropy': {
    statement: 'Several fruits in one picture can be handled with cross-entropy too.',
    method:
      'Bowls of one to three drawn fruits; share of test pictures in which all three answers (is it there?) are right.',
    findings: {
      'holds with a condition':
        'With one binary cross-entropy per fruit. Softmax shares a single probability out among the fruits that are there, and finds fewer bowls entirely right.',
      holds:
        'One binary cross-entropy per fruit is the usual way; softmax with a searched threshold is behind it by no more than matters here.',
      undecided:
        'It can. Whether it takes one binary cross-entropy per fruit, or softmax with a searched threshold does as well, the seeds do not tell.',
    },
  },
  'unknown-class-inherent': {
    statement: 'A picture of no known class (a pineapple) is an inherent weakness of classification.',
    method:
      'A classifier of three fruits is shown 300 pineapples: how sure it is, and whether being less sure gives them away.',
    findings: {
      'holds with a condition':
        'It must give one of three names, but a threshold on the largest probability gives most pineapples away.',
      holds:
        'It must give one of three names, and gives it with more than 90 % probability to most pineapples. The largest probability hardly tells them from known fruits: AUC is the chance that a known fruit gets the higher one, and “refused” the share of pineapples below a threshold that 95 % of known fruits pass.',
    },
  },
  'ce-best-for-classes': {
    statement: 'For multi-class tasks cross-entropy usually works better than MAE and MSE.',
    method:
      'The fruit comparison: difference of cross-entropy in test accuracy seed by seed, with an interval that holds for all losses together.',
    findings: {
      'holds with a condition': 'Against one of the two. The other is behind by no more than matters.',
      'does not hold':
        'With a learning rate searched for each loss, neither of the two is behind by more than matters.',
      undecided:
        'Of at least one of the two these seeds do not tell. Where training collapses in some seeds, the interval is wide.',
    },
  },
  'zero-one-ignores-distribution': {
    statement: 'The 0–1 loss ignores differences between distributions.',
    method: '`zeroOne` for a right answer of 51 % and of 99 %.',
    findings: {},
  },
} satisfies Record<string, TranslatedClaimText>;
