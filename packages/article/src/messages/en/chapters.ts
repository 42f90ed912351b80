import { VERDICTS } from '../../Claim.ts';
import { type Block, figure, formula, heading, list, paragraph, table } from '../../document/Block.ts';
import type { Facts } from '../../facts.ts';
import { caseStudy } from './caseStudy.ts';
import { verdicts } from './verdicts.ts';

function opening({ claims, countsOf }: Facts): Block[] {
  return [
    paragraph(
      `Five Chinese articles explain loss functions to beginners. They say what a loss is, which one suits which task, how a gradient is taken, and why outliers hurt. Much of it is right, some of it is right under conditions that nobody states, and some of it is wrong or misprinted. This report takes ${claims} of their statements, formulas and examples, and measures each.`,
    ),
    table(
      'What became of the statements',
      ['verdict', 'article 1', '2', '3', '4', '5', 'all'],
      VERDICTS.map((verdict) => [verdicts[verdict], ...countsOf(verdict).map(String)]),
    ),
    paragraph(
      'A verdict is never a matter of opinion: each statement has a rule, and the rule sees nothing but the measured numbers. The chapters before the list explain the subject from the beginning, with the articles’ own examples, and correct what needs correcting on the way.',
    ),
    paragraph(
      'In figures $\\hat y$ is the prediction, $y$ the target, $\\ell$ the loss of one sample; the panel beside it is the slope, which is what training follows.',
    ),
  ];
}

function regression({ measured }: Facts): Block[] {
  return [
    heading(2, 'regression', 'Predicting a number'),
    heading(3, 'mae-and-mse', 'Absolute and squared error'),
    paragraph('The two basic losses average the distance to the target, or its square:'),
    formula(
      String.raw`\mathrm{MAE} = \frac1N \sum_{i=1}^N |\hat y_i - y_i| \qquad \mathrm{MSE} = \frac1N \sum_{i=1}^N (\hat y_i - y_i)^2`,
    ),
    figure(
      'mae-mse',
      'Absolute and squared error. The slope of one is −1 or 1, that of the other grows with the distance.',
    ),
    paragraph(
      'Everything else follows from the slopes. The pull of MSE grows with the distance, so far points decide. The pull of MAE is the same from everywhere: each point has one vote. Near the target it is the other way round: MSE becomes gentle and comes to rest, MAE keeps pulling with full strength, so that gradient descent must make its steps smaller by itself.',
    ),
    heading(3, 'fortunes', 'Four people and a billionaire'),
    paragraph('The first article takes the fortunes [1, 2, 3, 4, 10000] and asks what one outlier does.'),
    table(
      'Loss of the guess 3 for everybody, and the guess that each loss likes best',
      ['', 'MAE', 'MSE'],
      [
        [
          'loss of the guess 3',
          measured('fortunes-mse-explodes', 'MAE, c = 3'),
          measured('fortunes-mse-explodes', 'MSE, c = 3'),
        ],
        [
          'best constant',
          `${measured('fortunes-mse-explodes', 'argmin MAE')} (median)`,
          `${measured('fortunes-mse-explodes', 'argmin MSE')} (mean)`,
        ],
        [
          'share of 10000 in the loss',
          measured('fortunes-mae-relatively-small', 'share of 10000 in MAE'),
          measured('fortunes-mae-relatively-small', 'share of 10000 in MSE'),
        ],
      ],
    ),
    paragraph(
      'The value of MAE is not robust: one number makes up nearly all of it. What it fits is: the median does not move, however rich the fifth person becomes. (In the article’s unit of a million his hundred billion are 100000, by the way.)',
    ),
    figure(
      'line-fit',
      'The same line without outliers (left) and with a tenth of them (right). MAE stays where it was, MSE is lifted.',
    ),
    heading(3, 'huber', 'Huber and smooth L1: something of both'),
    formula(
      String.raw`\mathrm{Huber}_\delta(r) = \begin{cases} \frac12 r^2 & |r| \le \delta \\ \delta\,(|r| - \frac12\delta) & |r| > \delta \end{cases} \qquad \mathrm{smoothL1}_\beta = \frac1\beta\, \mathrm{Huber}_\beta`,
    ),
    figure('huber', 'Huber for four δ. The slope is the residual, cut off at −δ and δ.'),
    figure('l1-l2-smooth-l1', 'L1, L2 and smooth L1 together.'),
    paragraph(
      `Quadratic near the target, linear far from it, and without a kink. Huber is convex, so it has no local minima of its own; and δ is a choice in the unit of the target. In 400 samples with normal noise Huber’s fit is off by ${measured('huber-joins-advantages', 'E(Huber) / E(MSE), normal')} times what MSE’s is (squared), MAE’s by ${measured('huber-joins-advantages', 'E(MAE) / E(MSE), normal')} times. With a tenth of outliers it is ${measured('huber-joins-advantages', 'E(Huber) / E(MSE), outliers')} times.`,
    ),
  ];
}

function classification({ measured }: Facts): Block[] {
  const ce = (target: string) => measured('probability-between-vectors', `CE(${target})`);
  return [
    heading(2, 'classification', 'Predicting a class'),
    heading(3, 'cross-entropy', 'Cross-entropy'),
    paragraph(
      'A network gives one score $z_c$ per class, any number. Softmax makes probabilities of them, and cross-entropy is the surprise at what really was the case:',
    ),
    formula(
      String.raw`q_c = \frac{e^{z_c}}{\sum_j e^{z_j}} \qquad H(p, q) = -\sum_c p_c \log q_c \qquad \frac{\partial H}{\partial z_c} = q_c - p_c`,
    ),
    figure(
      'cross-entropy',
      'Binary cross-entropy for both labels. A sure wrong answer is expensive without limit.',
    ),
    paragraph(
      'The first article prints the formula with the same logarithm in both terms, so that the label drops out. With two classes, right is',
    ),
    formula(String.raw`-\frac1N \sum_{i=1}^N \bigl( y_i \log \hat y_i + (1 - y_i) \log(1 - \hat y_i) \bigr)`),
    paragraph('Its example: the output [0.2, 0.3, 0.5] for apple, pear and orange.'),
    table(
      'Cross-entropy of [0.2, 0.3, 0.5] with each fruit',
      ['the picture shows', 'one-hot', 'CE'],
      [
        ['apple', '[1, 0, 0]', ce('[1, 0, 0]')],
        ['pear', '[0, 1, 0]', ce('[0, 1, 0]')],
        ['orange', '[0, 0, 1]', ce('[0, 0, 1]')],
      ],
    ),
    paragraph(
      `The library’s loss takes the scores, not the probabilities. Whoever hands it probabilities, as the fourth article has it, computes softmax twice: even a perfect [0, 0, 1] then costs ${measured('ce-input-called-probability', 'lowest possible')}.`,
    ),
    paragraph(
      'One article blames cross-entropy for ignoring the difference between prediction and truth. Its gradient with respect to the scores is exactly that difference, $q - p$, and nothing else.',
    ),
    heading(3, 'focal', 'Focal loss'),
    formula(
      String.raw`\mathrm{FL}(p_t) = -(1 - p_t)^\gamma \log p_t,\qquad p_t = \begin{cases} p & y = 1 \\ 1 - p & y = 0 \end{cases}`,
    ),
    figure('focal', 'Focal loss for five γ, over the probability of the true class. γ = 0 is cross-entropy.'),
    paragraph(
      `It does not raise the weight of negatives; it lowers the weight of what is easy, on both sides. On points of which one in twenty is rare, balanced accuracy at the threshold ½ gains ${measured('focal-helps-imbalance', 'balanced accuracy, FL − CE')}, but the order of the points (AUC) gains nothing: ${measured('focal-helps-imbalance', 'AUC, FL − CE')}.`,
    ),
  ];
}

function learning({ measured }: Facts): Block[] {
  return [
    heading(2, 'learning', 'How a model learns from a loss'),
    paragraph(
      'The loss belongs to one sample, the cost is the mean over all of them; a training step goes against the gradient of the cost. For a line $\\hat y = \\theta_0 + \\theta_1 x$ under MSE the fifth article gives',
    ),
    formula(
      String.raw`\frac{\partial L}{\partial \theta_0} = -\frac2n \sum_i (y_i - \hat y_i) \qquad \frac{\partial L}{\partial \theta_1} = -\frac2n \sum_i (y_i - \hat y_i)\, x_i \qquad \theta \leftarrow \theta - \eta\, \nabla L`,
    ),
    paragraph(
      `and all three are right: followed in 64 bits for 100 steps, they part from losskit’s training by ${measured('descent-rule', '|Δθ| over 100 steps')}, which is rounding.`,
    ),
    figure(
      'loss-surface',
      'Level lines of MSE over the two parameters with the way of gradient descent for two learning rates, and the loss by step.',
    ),
    paragraph(
      "The gradient of a network comes from the chain rule. The third article’s example, $h(x) = \\cos(x^2 - 1)$ with $h'(x) = -\\sin(x^2 - 1) \\cdot 2x$, holds at every place tried, by autograd and by differences; only that whole and outer function must not both be called $f$. And $\\partial x / \\partial z$ is printed where $\\partial z / \\partial x$ is meant.",
    ),
    paragraph(
      `Steepest is not fastest: in a valley a hundred times as steep across as along, gradient descent needs ${measured('gradient-fastest-way', 'steps, gradient')} steps where Newton’s method needs ${measured('gradient-fastest-way', 'steps, Newton')}. Gradients are used because they are cheap.`,
    ),
  ];
}

function fitting({ measured }: Facts): Block[] {
  const error = (label: string) => measured('smaller-loss-better-model', label);
  return [
    heading(2, 'fitting', 'Too little, too much, and held back'),
    paragraph('“The smaller the loss, the better the model” is true of data that took no part in training.'),
    figure(
      'overfitting',
      'Polynomials of degree 1, 3 and 12 through the same 16 points; the grey curve drew them.',
    ),
    figure(
      'error-by-degree',
      'Error on the fitted points (train) and on fresh ones (test), geometric mean of 40 repetitions.',
    ),
    paragraph(
      `From degree 3 to 12 the error on the training points falls from ${error('train, degree 3')} to ${error('train, degree 12')}, and that on fresh points rises from ${error('test, degree 3')} to ${error('test, degree 12')}.`,
    ),
    paragraph(
      'A penalty on the weights holds a supple model back. It is added to the loss and knows nothing of predictions:',
    ),
    formula(
      String.raw`\frac1N \sum_i \ell_i + \lambda \sum_j |w_j| \quad (L1) \qquad \frac1N \sum_i \ell_i + \frac\lambda2 \sum_j w_j^2 \quad (L2)`,
    ),
    figure(
      'weight-paths',
      'Six weights of a regression as λ grows. L1 sets one after the other to exactly 0, L2 shrinks all.',
    ),
    paragraph(
      `The polynomial of degree 10 has an error of ${measured('regularization-generalizes', 'λ = 0')} on fresh points without a penalty, ${measured('regularization-generalizes', 'best λ')} with the best one, and ${measured('regularization-generalizes', 'λ = 1000')} with far too much.`,
    ),
  ];
}

/** The text up to the list of claims. */
export function chapters(facts: Facts): Block[] {
  return [
    ...opening(facts),
    ...regression(facts),
    ...classification(facts),
    ...learning(facts),
    ...fitting(facts),
    ...caseStudy(facts),
  ];
}

export const claimsChapter: readonly Block[] = [
  heading(2, 'claims', 'The statements, one by one'),
  list(
    'The number of each statement, the sentence as it stands in the article, the sentence in English, the verdict, how it was checked, and what was measured.',
    '“±” is what the rounding of 32-bit numbers can make; square brackets are the 95 % interval over repetitions or seeds; a number without either was computed in 64 bits or counted.',
    'Differences such as |Δ| count as zero where rounding alone explains them.',
  ),
];
