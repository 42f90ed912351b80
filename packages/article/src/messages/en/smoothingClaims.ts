import type { TranslatedClaimText } from '../ClaimText.ts';

export const smoothingClaims = {
  'smoothing-non-convex': {
    statement: 'Smoothing losses are composed of various non-convex functions.',
    method: 'Least second difference of Huber, squared error and Welsch over residuals from −4 to 4.',
    findings: {
      'does not hold':
        'Huber and the squared error, the two that the article names, are convex. Welsch is not, but it is not named.',
    },
  },
  'huber-two-thresholds': {
    statement: 'The Huber loss is a smooth function with two thresholds.',
    method: 'Places where the curvature jumps, and parameters of the loss.',
    findings: { 'holds with a condition': 'Two places, at −δ and δ, but one parameter.' },
  },
  'huber-calm-near-wild-far': {
    statement: 'Near the data it changes little, far from them strongly.',
    method: 'Slope of Huber (δ = 1) at residuals of 0.1, 1 and 4.',
    findings: {
      'holds with a condition': 'Up to δ. Beyond, the slope no longer grows: that is the point of it.',
    },
  },
  'smoothing-cures-gradients': {
    statement: 'Smoothing losses relieve vanishing or exploding gradients.',
    method: 'Slopes of Huber and MSE at a residual of 1000, of Welsch at 10.',
    findings: {
      'holds with a condition':
        'Huber bounds the slope, which helps against exploding. Non-convex ones such as Welsch make it vanish for large residuals: the opposite of relief.',
    },
  },
  'smoothing-escapes-local-minima': {
    statement: 'So gradient descent does not stop in local minima.',
    method: 'Local minima of the loss of one constant, for 20 numbers around 0 and 10 around 12.',
    findings: {
      'does not hold':
        'Convex losses have one minimum, and Huber is among them. Non-convexity is what makes local minima in the first place.',
    },
  },
  'huber-formula': {
    statement: 'The formula of the Huber loss, ½(y − ŷ)² up to d and d(|y − ŷ| − ½d) beyond.',
    method: 'The formula in 64 bits against `huber` for three δ.',
    findings: {},
  },
  'huber-half-of-linear': {
    statement: 'Beyond d the Huber loss becomes half of the linear loss.',
    method: 'Huber (δ = 1) at a residual of 10 against half of the absolute error, and its slope.',
    findings: {
      'does not hold':
        'The slope is $d$, not ½. What is halved is the $d$ that is taken off: $d(|r| - \\frac12 d)$.',
    },
  },
  'huber-keeps-predictions-away': {
    statement: 'It also restrains predictions from approaching the truth.',
    method: 'Direction of a descent step at 81 residuals.',
    findings: {
      'does not hold': 'Every step leads towards the target; at the target there is nothing left to step to.',
    },
  },
  'smoothing-blind-to-difference': {
    statement: 'It cannot directly describe the difference between truth and prediction.',
    method: 'Least rise of Huber between growing residuals.',
    findings: {
      'does not hold': 'Huber is a strictly growing function of the difference and of nothing else.',
    },
  },
  'huber-formula-again': {
    statement: 'The Huber loss as a function of a = y − ŷ.',
    method: 'The formula in 64 bits against `huber` for three δ.',
    findings: {},
  },
  'huber-steps': {
    statement: 'Errors less than δ take the square, errors greater than δ the linear part.',
    method: 'Jump of loss and slope between the two parts at |a| = δ, which the steps leave out.',
    findings: { holds: 'Equality is not mentioned, and does not matter: both parts agree there.' },
  },
  'huber-delta-switches': {
    statement: 'δ is a hyperparameter that says where the loss switches.',
    method:
      'A very large δ against half the squared error, a very small one, divided by δ, against the absolute error.',
    findings: {},
  },
  'huber-derivative-missing': {
    statement: 'By differentiating the Huber loss … (the text breaks off here)',
    method: 'What the sentence would have said: autograd of `huber` (δ = 1.5) against the clipped residual.',
    findings: {
      'not measurable here':
        'There is no statement to check. The missing result is $\\partial L_\\delta / \\partial a = \\max(-\\delta, \\min(a, \\delta))$.',
    },
  },
  'smooth-l1-formula': {
    statement: 'Smooth L1 is ½(x − y)²/β below β and |x − y| − ½β above.',
    method: 'The formula in 64 bits against `smoothL1` for three β.',
    findings: {},
  },
  'smooth-l1-differentiable': {
    statement: 'Smooth L1 changes the L1 loss so that it can be differentiated at 0.',
    method: 'Slopes of `smoothL1` at 0 and next to it.',
    findings: {},
  },
  'squares-shrink-parameters': {
    statement: 'The squared loss can suppress overfitting by making parameters smaller.',
    method:
      'Size of the weights that least squares gives, with targets ten times as large, and with a penalty.',
    findings: {
      'does not hold':
        'It takes whatever weights fit: targets ten times as large, weights ten times as large. Only a penalty on the weights keeps them small.',
    },
  },
  'l1-regularized-formula': {
    statement: 'L = λ‖w‖₁ + (1/N) Σ [y − h(x)]²',
    method: 'The formula in 64 bits against `meanSquaredError` plus `l1Penalty`.',
    findings: {},
  },
  'mean-of-one-sample': {
    statement: '[y − h(x)] is the loss, and (1/N) Σ the mean of one sample.',
    method: 'Least value of y − h(x) and number of terms on three samples.',
    findings: {
      misprint:
        '$y - h_\\theta(x)$ is the residual, which may be negative; its square is the loss, and the mean runs over all $N$ samples.',
    },
  },
  'l2-regularized-formula': {
    statement: 'L2 is similar with the additional term ½λw².',
    method: 'The formula and its derivative λw against `l2Penalty`.',
    findings: { holds: 'Keras leaves the ½ out, so that its λ counts double.' },
  },
  'regularization-shrinks': {
    statement: 'Where parameters are too large, it forces the model to fit with very small ones.',
    method: 'Size of the weights of a regression on six columns, without penalty and with λ = 1.',
    findings: { holds: 'Smaller, at any rate; how small, λ decides.' },
  },
  'regularization-to-zero': {
    statement: 'Where parameters are too small, it makes them go to zero.',
    method: 'Weights that are exactly 0 at λ = 1.',
    findings: {
      'holds with a condition':
        'L1 does: some weights are exactly 0. L2 shrinks in proportion and reaches 0 never.',
    },
  },
  'regularization-generalizes': {
    statement:
      'L1/L2 regularisation effectively limits the complexity of the model and improves generalisation.',
    method:
      'A polynomial of degree 10 on 16 points, 40 times, with L2 penalties from none to 1000; error on fresh points. The best λ is chosen on 40 other repetitions.',
    findings: {
      'holds with a condition':
        'In the right amount. The best λ makes fresh points far better, the largest makes the model a constant.',
    },
  },
  'smoothing-in-naive-bayes': {
    statement:
      'Applications are linear and logistic regression, support vector machines, neural networks, naive Bayes classifiers.',
    method: 'For naive Bayes: the share that maximises the likelihood of 7 out of 10 against counting.',
    findings: {
      'not measurable here':
        'A list of uses. One does not belong: naive Bayes is fitted by counting, no such loss is minimised.',
    },
  },
} satisfies Record<string, TranslatedClaimText>;
