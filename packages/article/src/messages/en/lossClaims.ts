import type { TranslatedClaimText } from '../ClaimText.ts';

export const lossClaims = {
  'loss-grows-with-distance': {
    statement: 'The farther the prediction is from the target, the larger the loss; the closer, the smaller.',
    method:
      'Predictions move away from the target in 50 steps; counted are the steps at which the loss does not rise.',
    findings: {
      'holds with a condition':
        'True of MAE, MSE and Huber at every step. The 0–1 loss is flat almost everywhere: it sees whether the answer is wrong, not by how much.',
    },
  },
  'smaller-loss-better-model': {
    statement:
      'The smaller the value of the loss, the closer the predictions are to the truth and the better the model.',
    method:
      'Polynomials of degree 3 and 12 fitted to 16 noisy points, 40 times; root mean squared error on these points and on 200 fresh ones.',
    findings: {
      'holds with a condition':
        'On data that took no part in training. On the training points the supple curve has the smaller loss and on fresh points by far the larger one.',
    },
  },
  'minimizing-generalizes': {
    statement:
      'Training lowers the loss by changing weights and biases, and so improves accuracy and generalisation.',
    method: 'The same fits, from a constant (degree 0) to degree 12, judged on fresh points.',
    findings: {
      'holds with a condition':
        'As long as the model is not too supple for the data: from degree 0 to 3 fresh points gain, at degree 12 they lose although the training loss still falls.',
    },
  },
  'usual-losses': {
    statement: 'Classification usually takes cross-entropy, regression usually the mean squared error.',
    method: 'A statement about what people do; nothing here counts people.',
    findings: {
      'not measurable here':
        'What these losses achieve on the two tasks can be measured, and is, in the case study.',
    },
  },
  'mse-for-gradient-descent': {
    statement: 'The square can be differentiated, so that gradient descent can be used with MSE.',
    method:
      'Gradient descent on a line through 60 points; distance of the slope from the minimum of each loss.',
    findings: {
      'holds with a condition':
        'True, but no privilege of MSE: descent on MAE works as well. Its steps do not shrink near the minimum, so it comes as close as its learning rate is small.',
    },
  },
  'loss-is-a-speed': {
    statement: 'The loss function expresses how fast the objective falls during training.',
    method: 'A constant is added to the loss: its value changes; does the descent?',
    findings: {
      'does not hold':
        'The loss is the height, the gradient says how fast one descends: with 5 added the loss is higher everywhere, and not one step of the descent differs.',
    },
  },
  'training-is-minimizing': {
    statement: 'Training a model is optimising a loss function.',
    method: 'MSE of a line before the first and after the 200th step of gradient descent.',
    findings: {},
  },
  'square-is-positive': {
    statement: 'The difference is squared to make sure that the error is a positive number.',
    method: 'Smallest value of the squared and of the plain difference over 61 pairs.',
    findings: {
      'holds with a condition':
        'Not negative, rather: a perfect prediction has the error 0. And one point has a square; only several have a “sum of squares”.',
    },
  },
  'cost-formula': {
    statement: 'The cost is Σ(F(x) − f(x))² / N, the mean over all samples.',
    method: 'The formula in 64 bits against `meanSquaredError`.',
    findings: {},
  },
  'loss-per-sample-cost-of-all': {
    statement: 'The loss is the error of one sample, the cost that of all samples.',
    method: '`meanSquaredError` with `reduction: "none"` and with the mean.',
    findings: { holds: 'In losskit the two are one function with two reductions.' },
  },
  'no-need-to-distinguish': {
    statement: 'In practice loss and cost need not be strictly told apart.',
    method: 'Gradient descent with the same learning rate on the mean and on the sum over 60 points.',
    findings: {
      'holds with a condition':
        'As long as nobody depends on the scale. The gradient of the sum is $N$ times as large: with the same learning rate the mean converges and the sum diverges.',
    },
  },
  'zero-one-values': {
    statement: 'The 0–1 loss is 0 for a right prediction and 1 for a wrong one.',
    method: '`zeroOne` for the output [0.2, 0.3, 0.5] and the labels orange and apple.',
    findings: {},
  },
  'zero-one-gradient': {
    statement: 'The derivative of the 0–1 loss is 0, therefore it is rarely used.',
    method:
      'Autograd of `zeroOne`, its jump where two scores change places, and the accuracy of a network trained with it.',
    findings: {
      'holds with a condition':
        'Everywhere but where the predicted class changes: there it jumps and has no derivative. A network trained with it stays at chance.',
    },
  },
  'half-for-the-derivative': {
    statement: 'A factor ½ is put in front so that it cancels against the 2 of the derivative.',
    method: 'Autograd of `halfSquaredError` against the residual itself.',
    findings: {},
  },
} satisfies Record<string, TranslatedClaimText>;
