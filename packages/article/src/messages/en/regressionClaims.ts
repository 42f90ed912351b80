import type { TranslatedClaimText } from '../ClaimText.ts';

export const regressionClaims = {
  'mae-formula': {
    statement: 'The errors of several samples are averaged for the final result.',
    method: 'The printed formula in 64 bits against `meanAbsoluteError`.',
    findings: {},
  },
  'mae-sum-in-words': {
    statement: 'It sums the absolute values of the errors between the output y and the target gt.',
    method: 'The sum against the printed formula, on four samples.',
    findings: {
      'holds with a condition':
        'The formula below has $\\frac1N$ in front: MAE is the mean, the sum is $N$ times that.',
    },
  },
  'mae-derivative': {
    statement: 'The derivative of the absolute error is the constant 1 or −1.',
    method: 'Autograd of `meanAbsoluteError` for one residual at five places.',
    findings: {
      'holds with a condition':
        'Except at 0, where there is no derivative; losskit takes the subgradient 0 there. In a mean over $N$ samples each contributes $\\pm\\frac1N$.',
    },
  },
  'mae-intuitive': {
    statement: 'MAE is the mean absolute error and reflects the size of the error more intuitively.',
    method: 'What intuition is cannot be measured; the unit can: targets and predictions ten times as large.',
    findings: {
      'holds with a condition':
        'If “intuitive” means in the unit of the target: MAE grows tenfold, MSE a hundredfold, because its unit is the square.',
    },
  },
  'mae-symbols': {
    statement: 'MAE = Σ|yᵢ − yᵢᵖ| / n, where the text makes y the vector of predictions.',
    method: 'The formula read with the article’s own definitions.',
    findings: {
      misprint:
        'Read literally it subtracts the predictions from themselves. Right: $\\frac1n\\sum|s_i - y_i^p|$ with the targets $s_i$.',
    },
  },
  'l1-reductions': {
    statement: 'The N absolute errors can be summed or averaged, which gives the L1 loss of a batch.',
    method: '`meanAbsoluteError` with both reductions and with none, against 64-bit arithmetic.',
    findings: {},
  },
  'l1-kink': {
    statement: 'The drawback of the L1 loss is that it has no derivative at 0.',
    method: 'Slope from the left and from the right, over a step of one millionth.',
    findings: {},
  },
  'mse-named-l1': {
    statement: 'The formula of MSE is headed “L1 loss”.',
    method: 'The printed formula against `meanAbsoluteError` (L1) and `meanSquaredError` (L2).',
    findings: {
      misprint: 'Its value is that of L2: $L2\\ loss(y, gt) = \\frac1N\\sum_{i=1}^N (y_i - gt_i)^2$.',
    },
  },
  'mse-sum-of-absolute-values': {
    statement: 'The L2 loss sums the absolute values of the errors.',
    method: 'The mean of the absolute values against `meanSquaredError`.',
    findings: {
      misprint: 'A sentence left over from MAE. MSE averages the squares: $\\frac1N\\sum_i (y_i - gt_i)^2$.',
    },
  },
  'mse-more-sensitive': {
    statement: 'MSE squares the error and is therefore more sensitive to its size.',
    method: 'Slopes of both losses at a residual of 0.25 and of 4.',
    findings: {
      'holds with a condition':
        'For residuals above ½. Below, the slope $2|r|$ is smaller than MAE’s 1, and MSE is the less sensitive one.',
    },
  },
  'mse-smoother': {
    statement: 'MSE is smoother.',
    method: 'Jump of the slope at 0, by autograd a ten-millionth to the left and right.',
    findings: {},
  },
  'mse-better-for-regression': {
    statement: 'MSE works better for some continuous regression problems.',
    method:
      'A constant fitted to 101 numbers, 400 times; squared error of the fit relative to that of MSE (the mean).',
    findings: {
      'holds with a condition':
        'With normal noise, where the median (MAE) is less exact by about π/2. With Laplace noise it is the other way round.',
    },
  },
  'mse-without-mean': {
    statement: 'The formula of the mean squared error is given as L = (y_true − y_pred)².',
    method: 'The formula applied to four samples against `meanSquaredError`.',
    findings: { misprint: 'The mean is missing: $\\frac1N\\sum_i (y_i - \\hat y_i)^2$.' },
  },
  'l2-zero-then-grows': {
    statement: 'The loss is 0 for a perfect prediction and grows with the distance.',
    method: 'MSE at 50 growing distances.',
    findings: {},
  },
  'mse-because-of-noise': {
    statement:
      'Because there may be noise between prediction and truth, the plain difference cannot serve as a loss.',
    method: 'Four targets without noise and predictions that are off by +5, −5, +5, −5.',
    findings: {
      'does not hold':
        'The reason is the sign, not noise: without any noise the plain differences cancel to 0 while every prediction is off by 5.',
    },
  },
  'mse-called-a-sum': {
    statement: 'MSE is the sum of the squares of the differences.',
    method: 'The sum and the mean of the squares on four samples.',
    findings: {
      misprint:
        'The formula beneath divides by $n$; without that it is the sum of squares, $n$ times as large.',
    },
  },
  'squared-error-is-a-distance': {
    statement: 'The squared error directly measures the distance between fit and truth.',
    method: 'From 0 to 2 directly and by way of 1.',
    findings: {
      'holds with a condition':
        'It measures the square of the distance, which is no distance: the direct way comes out twice as long as the way by 1. The root of it is one.',
    },
  },
  'l2-loss-reductions': {
    statement: 'The L2 loss computes the mean squared error.',
    method: '`meanSquaredError` with both reductions against the mean of the squares.',
    findings: {
      'holds with a condition':
        'With the mean. The same paragraph also allows the sum, and that is no mean squared error.',
    },
  },
  'mse-definition': {
    statement: 'MSE is the mean of the squared errors between prediction and truth.',
    method: 'The article’s three steps one after the other against `meanSquaredError`.',
    findings: {},
  },
  'mae-robust': {
    statement: 'MAE is affected less by outliers than MSE.',
    method:
      'A line trained on rows of which a tenth are outliers, judged by RMSE on clean rows; learning rate searched for each loss.',
    findings: {},
  },
  'fortunes-mse-explodes': {
    statement: 'With MSE the error becomes extremely large once it is squared.',
    method: 'Both losses of the constant 3 for [1, 2, 3, 4, 10000], and the constant that each of them fits.',
    findings: {
      holds:
        'MAE fits the median, 3, and does not care whether the last fortune is 10000 or 100000. MSE fits the mean, 2002, which is nobody’s fortune.',
    },
  },
  'fortunes-mae-relatively-small': {
    statement: 'MAE takes the absolute value, so the error is relatively smaller and MAE more robust.',
    method: 'Share of the largest fortune in either loss, and the constant that MAE fits.',
    findings: {
      'holds with a condition':
        'Robust is the fit, not the value of the loss: in MAE, too, one of five numbers makes up more than 99.9 %. What counts is that its pull (the gradient) is no stronger than anybody else’s.',
    },
  },
  'fortunes-unit': {
    statement: 'A fortune of a hundred billion is written as 10000 in units of a million.',
    method: 'The division.',
    findings: { misprint: 'It is 100000: $10^{11} / 10^6 = 10^5$.' },
  },
  'huber-mild-to-outliers': {
    statement: 'The Huber loss avoids punishing outliers too hard.',
    method: 'The line through outliers again, Huber against MSE.',
    findings: {},
  },
  'smooth-l1-for-l1': {
    statement: 'Wherever the L1 loss is used, smooth L1 can be used too; they will differ a little.',
    method: 'The line through outliers, smooth L1 (β = 1 standard deviation of y) against MAE.',
    findings: {
      'holds with a condition':
        'If β is small against the residuals that matter. At the default the parabola reaches over most of the outliers, and the fit is clearly worse than that of MAE.',
    },
  },
  'l1-l2-same-scope': {
    statement: 'L2, L1 and smooth L1 usually suit the same tasks.',
    method: 'The line through outliers, MAE against MSE.',
    findings: {
      'does not hold':
        'With outliers they are not interchangeable: one is behind the other beyond chance. They share the kind of task, not the kind of data.',
    },
  },
  'try-all-three': {
    statement: 'One can try all three, compare them and so find the loss for the task.',
    method: 'The line through outliers: whether the three are told apart, MSE and smooth L1 from MAE.',
    findings: {
      holds:
        'It is what `losskit compare` does, with paired seeds and a learning rate searched for each loss.',
    },
  },
  'huber-joins-advantages': {
    statement: 'The Huber loss joins the advantages of squared and absolute error.',
    method:
      'A constant fitted to 101 numbers, 400 times: squared error of the fit relative to MSE, with normal noise and with a tenth of outliers.',
    findings: {
      holds:
        'With normal noise it loses a few per cent where MAE loses more than half; with outliers its error is a small part of that of MSE.',
    },
  },
} satisfies Record<string, TranslatedClaimText>;
