import type { TranslatedClaimText } from '../ClaimText.ts';

export const learningClaims = {
  'derivative-of-3x': {
    statement: 'F = 3x has the value 9 at x = 3, and its derivative is the limit of Δy/Δx.',
    method: 'Difference quotients with a large and a tiny step against autograd.',
    findings: { holds: 'The limit is 3; for a straight line every step gives it.' },
  },
  'partial-derivative': {
    statement: 'A partial derivative lets one variable vary and holds all others.',
    method: 'z = 3x + 2y: autograd against differences in one variable.',
    findings: {},
  },
  'partial-derivative-upside-down': {
    statement: 'For z = x² + y², ∂x/∂z = 2x and ∂y/∂z = 2y.',
    method: 'Both derivatives at x = 1.5 by autograd and differences.',
    findings: {
      misprint:
        'Upside down: $\\partial z/\\partial x = 2x$ and $\\partial z/\\partial y = 2y$; $\\partial x/\\partial z$ is $1/(2x)$.',
    },
  },
  'gradient-steepest': {
    statement: 'The gradient points where the function grows fastest.',
    method:
      '3600 directions tried by a tiny step, on a round and on a stretched bowl; angle between the best and the gradient.',
    findings: { holds: 'Locally, for tiny steps.' },
  },
  'gradient-fastest-way': {
    statement: 'The model learns in the fastest and best way, which is by the gradient.',
    method: 'Steps to the minimum of x² + 100y² by gradient descent and by Newton’s method.',
    findings: {
      'does not hold':
        'Steepest is not shortest: in a stretched valley gradient descent needs more than a thousand steps, Newton’s method one. Gradients are used because they are cheap.',
    },
  },
  'chain-rule-words': {
    statement:
      'The derivative of a composite is that of the outer function at the inner one, times that of the inner one.',
    method: 'cos(x² − 1) at 21 places: chain rule, autograd and differences.',
    findings: {},
  },
  'chain-rule-example': {
    statement: 'g′(x) = 2x and f′(x) = −sin x, so the derivative of cos(x² − 1) is −sin(x² − 1) · 2x.',
    method: 'The same three ways.',
    findings: {},
  },
  'chain-rule-notation': {
    statement: 'f′(x) = f′(g(x)) · g′(x)',
    method: 'The formula at x = 1.5, read with f = cos(x² − 1) on both sides as it is written.',
    findings: {
      misprint:
        "The whole and its outer part are both called $f$. With $h(x) = f(g(x))$ it is right: $h'(x) = f'(g(x))\\, g'(x)$.",
    },
  },
  'f1-as-a-loss': {
    statement:
      'Loss functions such as cross-entropy or the F1 score describe the difference between prediction and truth well.',
    method: 'How macro F1 and cross-entropy move when all predictions shift by 0.01.',
    findings: {
      'holds with a condition':
        'As a measure. As a loss F1 cannot train anything: it does not move until an answer changes. A soft F1 does.',
    },
  },
  'weights-are-importance': {
    statement: 'The weights tell how important each node of the network is.',
    method:
      'In a network of ReLU units one unit’s inputs are made ten times as strong and its output ten times as weak.',
    findings: {
      'does not hold':
        'The function stays what it was, to the last digit, and a weight grew tenfold: size alone says nothing of importance.',
    },
  },
  'loss-falls-all-the-time': {
    statement: 'The model learns by continually reducing the loss.',
    method: 'Steps at which the loss rises, with a small and a large learning rate.',
    findings: {
      'holds with a condition':
        'If the learning rate is small enough, and for whole batches. At η = 1.2 the loss rises at every step.',
    },
  },
  backpropagation: {
    statement: 'The error is passed back from the output layer to the hidden layer, down to the input.',
    method: 'A network of five inputs and three ReLU units: gradient by hand, by autograd, by differences.',
    findings: {},
  },
  'descent-rule': {
    statement: 'θ := θ − η ∇L(θ)',
    method:
      'The rule in 64 bits with the article’s gradients against losskit’s `train` with `sgd`, step for step.',
    findings: {},
  },
  'descent-reaches-the-minimum': {
    statement:
      'Parameters are updated until the loss converges to its minimum or the iterations are used up.',
    method: 'Gradient descent on the line against least squares in closed form.',
    findings: {
      holds: 'For a convex loss such as this one. In a network the minimum reached may be a local one.',
    },
  },
  'mse-gradient-intercept': {
    statement: '∂L/∂θ₀ = −(2/n) Σ (y − ŷ)',
    method: 'The formula against autograd and differences, at θ = (1, −0.5).',
    findings: {},
  },
  'mse-gradient-slope': {
    statement: '∂L/∂θ₁ = −(2/n) Σ (y − ŷ) x',
    method: 'The formula against autograd and differences, at θ = (1, −0.5).',
    findings: {},
  },
  'pictures-of-curves': {
    statement: 'The curves of MAE, MSE and CE look like this.',
    method: 'The pictures did not come with the text.',
    findings: { 'not measurable here': 'Drawn anew in the chapters on these losses.' },
  },
  'pictures-of-softmax': {
    statement: 'The formula of softmax looks like this.',
    method: 'The picture did not come with the text.',
    findings: {
      'not measurable here': 'The formula is $\\mathrm{softmax}(z)_i = e^{z_i} / \\sum_j e^{z_j}$.',
    },
  },
  'pictures-of-l1-l2-smooth-l1': {
    statement: 'A comparison of L2, L1 and smooth L1 looks like this.',
    method: 'The picture did not come with the text.',
    findings: { 'not measurable here': 'Drawn anew in the chapter on regression.' },
  },
} satisfies Record<string, TranslatedClaimText>;
