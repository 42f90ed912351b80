// Written by scripts/loss-words.mjs from the doc comments of the losses.
import type { LossWords } from './LossWords.ts';

export const WORDS: Readonly<Record<string, LossWords>> = {
  asymmetric: {
    summary: 'A focal loss in which zeros count less than ones, and the easiest zeros not at all.',
    useWhen:
      'Many labels per picture, of which most are absent: the many easy negatives stop drowning the few positives.',
    avoidWhen:
      'One class per row (crossEntropy) or balanced labels, where binaryCrossEntropyWithLogits needs no tuning.',
    formula:
      '-y (1 - p)^{\\gamma_+} \\log p - (1 - y)\\, q^{\\gamma_-} \\log(1 - q),\\quad p = \\frac{1}{1 + e^{-x}},\\ q = \\max(0, p - m)',
    domain: 'Logits are any real numbers, targets from 0 to 1.',
    source:
      'T. Ridnik et al., Asymmetric Loss For Multi-Label Classification, 2021, doi:10.1109/ICCV48922.2021.00015, arXiv:2009.14119',
    options: {
      gammaPositive: 'How strongly ones that are well classified are down-weighted; ≥ 0.',
      gammaNegative: 'The same for zeros; ≥ 0.',
      clip: 'Zeros with a probability below it cost nothing, and the others less; 0 to below 1. With a `clip` above 0 a zero costs at most −log(clip).',
    },
  },
  barron: {
    summary: 'A family from the squared error to losses that ignore outliers, with one number to choose.',
    useWhen: 'You do not know how heavy the tails are and want to try shapes by one number.',
    avoidWhen:
      'You know the shape: cauchy, charbonnier, welsch and huber say what they are, and alpha above 2 overflows.',
    formula:
      '\\frac{|\\alpha - 2|}{\\alpha} \\left( \\left( \\frac{z^2}{|\\alpha - 2|} + 1 \\right)^{\\alpha / 2} - 1 \\right),\\quad z = \\frac{\\hat y - y}{c}',
    domain: 'All real numbers.',
    source:
      'J. T. Barron, A General and Adaptive Robust Loss Function, 2019, doi:10.1109/CVPR.2019.00446, arXiv:1701.03077',
    options: {
      alpha: 'Shape α, any number or ±∞; the lower, the less outliers count.',
      scale: 'Residual at which the loss leaves the parabola, in units of `yTrue`; > 0.',
    },
  },
  binaryCrossEntropy: {
    summary: 'Minus the log probability that the model gives to the true one of two outcomes.',
    useWhen: 'The model already ends in probabilities of one of two outcomes and cannot be changed.',
    avoidWhen:
      'You have logits: binaryCrossEntropyWithLogits keeps its precision where probabilities round to 0 and 1.',
    formula: '-\\left(y \\log p + (1 - y) \\log(1 - p)\\right)',
    domain: 'Probabilities and targets from 0 to 1.',
    source: 'I. J. Good, Rational Decisions, 1952, doi:10.1111/j.2517-6161.1952.tb00104.x',
    options: { labelSmoothing: 'Share s of each target moved to one half: y (1 − s) + s / 2; 0 to 1.' },
  },
  binaryCrossEntropyWithLogits: {
    summary: 'Minus the log probability that the sigmoid of the logit gives to the true one of two outcomes.',
    useWhen: 'Two outcomes, or several labels that are independent of each other; the default for both.',
    avoidWhen: 'Exactly one class of several is true: crossEntropy lets the classes compete.',
    formula: 'p\\,y \\log(1 + e^{-x}) + (1 - y) \\log(1 + e^{x})',
    domain: 'Logits are any real numbers, targets from 0 to 1.',
    source: 'C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 4.3.2',
    options: {
      posWeight:
        "Factors ≥ 0 of the y term, broadcastable to the loss (one number, or one per entry of the last axis). The mean doesn't divide by it. Default 1.",
      labelSmoothing: 'Share s of each target moved to one half: y (1 − s) + s / 2; 0 to 1.',
    },
  },
  binaryFocal: {
    summary: 'Binary cross-entropy in which examples that are already right count little.',
    useWhen: 'Positives are rare and easy negatives dominate the sum, as in detection.',
    avoidWhen:
      'Classes are balanced or probabilities must be calibrated: focusing makes a model less sure than it should be.',
    formula:
      '-\\alpha\\, y\\, (1 - p)^\\gamma \\log p - (1 - \\alpha)(1 - y)\\, p^\\gamma \\log(1 - p),\\quad p = \\frac{1}{1 + e^{-x}}',
    domain: 'Logits are any real numbers, targets from 0 to 1.',
    source:
      'T.-Y. Lin et al., Focal Loss for Dense Object Detection, 2017, doi:10.1109/ICCV.2017.324, arXiv:1708.02002',
    options: {
      gamma:
        'How strongly well classified examples are down-weighted; ≥ 0, and 0 gives `binaryCrossEntropyWithLogits`.',
      alpha: 'Share of the ones, 0 to 1; the zeros get 1 − alpha. Default: both count fully.',
    },
  },
  categoricalCrossEntropy: {
    summary: 'Minus the log probability that the model gives to the true class.',
    useWhen: 'The model already ends in a softmax and cannot be changed.',
    avoidWhen: 'You have logits: crossEntropy is exact where a probability rounds to 0.',
    formula: '-\\sum_c t_c \\log p_c',
    domain:
      'Probabilities from 0 to 1, each row summing to 1; labels are class ids or distributions that sum to 1.',
    source: 'I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, MIT Press, 2016, section 6.2.2',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
    },
  },
  categoricalFocal: {
    summary: 'Softmax cross-entropy in which rows that are already right count little.',
    useWhen: 'Several classes of which one is frequent and easily right.',
    avoidWhen:
      'Classes are balanced, labels are noisy (the wrong ones are what it focuses on) or probabilities must be calibrated.',
    formula:
      '-\\alpha \\sum_c t_c\\, (1 - p_c)^\\gamma \\log p_c,\\quad p_c = \\frac{e^{z_c}}{\\sum_j e^{z_j}}',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'T.-Y. Lin et al., Focal Loss for Dense Object Detection, 2017, doi:10.1109/ICCV.2017.324, arXiv:1708.02002',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      gamma: 'How strongly well classified rows are down-weighted; ≥ 0, and 0 gives `crossEntropy`.',
      alpha: 'Factor of the whole loss, ≥ 0; use `classWeights` for one per class. Default 1 (Keras: 0.25).',
    },
  },
  categoricalHinge: {
    summary: 'A multiclass hinge that also compares the true class with 0.',
    useWhen: 'You want the decision only and what Keras calls by this name.',
    avoidWhen:
      'You need probabilities, or the plain multiclass hinge: multiclassHinge does not compare with 0.',
    formula: '\\sum_c t_c \\max\\left(0, 1 + \\max\\left(0, \\max_{i \\ne c} z_i\\right) - z_c\\right)',
    domain: 'Scores are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'S. S. Keerthi et al., A sequential dual method for large scale multi-class linear SVMs, 2008, doi:10.1145/1401890.1401942',
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
  cauchy: {
    summary: 'Grows with the logarithm of the residual, so that outliers hardly pull.',
    useWhen: 'Outliers are many and far out, and should still pull a little.',
    avoidWhen: 'Errors are clean: far residuals have small gradients, so a bad start is left slowly.',
    formula: '\\log\\left(1 + \\tfrac12 \\left(\\tfrac{\\hat y - y}{c}\\right)^2\\right)',
    domain: 'All real numbers.',
    source:
      'M. J. Black and P. Anandan, The Robust Estimation of Multiple Motions, 1996, doi:10.1006/cviu.1996.0006',
    options: {
      scale: 'Residual at which the loss turns from quadratic to logarithmic, in units of `yTrue`; > 0.',
    },
  },
  charbonnier: {
    summary: 'A smooth form of the absolute error, quadratic near 0.',
    useWhen: 'You want a smooth absolute error, as in restoring images.',
    avoidWhen: 'Outliers are extreme: it grows without bound like the absolute error.',
    formula: '\\sqrt{\\left(\\tfrac{\\hat y - y}{c}\\right)^2 + 1} - 1',
    domain: 'All real numbers.',
    source:
      'P. Charbonnier et al., Two deterministic half-quadratic regularization algorithms for computed imaging, 1994, doi:10.1109/ICIP.1994.413553',
    options: {
      scale: 'Residual at which the loss turns from quadratic to linear, in units of `yTrue`; > 0.',
    },
  },
  circle: {
    summary: 'Cosines within a label are to be above those between labels; the worst are pulled hardest.',
    useWhen: 'Embeddings by class labels, where each similarity should pull by how far it is from its goal.',
    avoidWhen: 'Batches hold one example per class: without positive pairs there is nothing to learn from.',
    formula:
      '\\log\\Big(1 + \\sum_{p \\in P_i} e^{-\\gamma [1 + m - s_p]_+ (s_p - 1 + m)} \\sum_{n \\in N_i} e^{\\gamma [s_n + m]_+ (s_n - m)}\\Big)',
    domain: 'Labels are integers; embeddings are any real numbers, and their lengths do not matter.',
    source:
      'Y. Sun et al., Circle Loss: A Unified Perspective of Pair Similarity Optimization, 2020, arXiv:2002.10857',
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'm: cosines of at least 1 − m within a label and at most m between labels are fine. 0 to 1.',
      gamma: 'γ: how sharp the comparison is, above 0.',
    },
  },
  contrastive: {
    summary: 'Rows of one label are to be in one place, rows of two labels a margin apart.',
    useWhen: 'Pairs that are alike or not, and distances that shall mean something.',
    avoidWhen: 'You need an order only: tripletMargin does not force alike things onto one point.',
    formula:
      '\\frac{1}{n - 1} \\sum_{j \\ne i} \\frac12 \\begin{cases} d_{ij}^2 & y_i = y_j \\\\ \\max(0, m - d_{ij})^2 & y_i \\ne y_j \\end{cases}',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'R. Hadsell, S. Chopra and Y. LeCun, Dimensionality Reduction by Learning an Invariant Mapping, 2006, doi:10.1109/CVPR.2006.100',
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'Distance from which on rows of two labels cost nothing, above 0.',
    },
  },
  cosineDistance: {
    summary: 'How far two directions are apart, whatever the lengths.',
    useWhen: 'Only the direction of a vector has a meaning, as in embeddings of text.',
    avoidWhen: 'Lengths matter, or vectors may be 0.',
    formula: '1 - \\frac{\\langle y, \\hat y \\rangle}{\\|y\\|\\,\\|\\hat y\\|}',
    domain: 'All real numbers.',
    source:
      'G. Salton, A. Wong and C. S. Yang, A vector space model for automatic indexing, 1975, doi:10.1145/361219.361220',
    options: {},
  },
  cosineEmbedding: {
    summary: 'Pairs that belong together are to have one direction, the others are to be apart.',
    useWhen: 'Pairs of vectors that belong together or not, compared by direction.',
    avoidWhen: 'You compare more than pairs: ntXent or supervisedContrastive use the whole batch.',
    formula: '\\begin{cases} 1 - \\cos(a, b) & y = 1 \\\\ \\max(0, \\cos(a, b) - m) & y = -1 \\end{cases}',
    domain: 'Targets are −1 or 1; embeddings are any real numbers.',
    source:
      'J. Bromley et al., Signature verification using a "Siamese" time delay neural network, 1993, doi:10.1142/S0218001493000339',
    options: { margin: 'Cosine up to which a pair that does not belong together costs nothing, −1 to 1.' },
  },
  crossEntropy: {
    summary: 'Minus the log probability that the softmax of the logits gives to the true class.',
    useWhen: 'One class out of several; the default of classification.',
    avoidWhen:
      'Several labels may be true at once (binaryCrossEntropyWithLogits), or many labels are wrong (generalizedCrossEntropy).',
    formula: '-\\sum_c t_c \\log \\frac{e^{z_c}}{\\sum_j e^{z_j}}',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, 2016, section 6.2.2; label smoothing: C. Szegedy et al., 2016, arXiv:1512.00567',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c, where PyTorch divides by the number of rows.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
    },
  },
  ctc: {
    summary: 'Minus the log probability of a label sequence, over all its alignments with the frames.',
    useWhen: 'Sequences whose labels come in order but without their times, as in speech and handwriting.',
    avoidWhen: 'Every frame has its label (crossEntropy), or labels are longer than the frames.',
    formula: '-\\log \\sum_{a \\in \\mathcal B^{-1}(y)} \\prod_t \\frac{e^{z_{t,a_t}}}{\\sum_c e^{z_{t,c}}}',
    domain: 'Logits are any real numbers; labels are class ids other than the blank.',
    source: 'A. Graves et al., Connectionist Temporal Classification, 2006, doi:10.1145/1143844.1143891',
    options: {
      labelLengths:
        'How many labels of each row count, shape [batch]; what stands behind them is never looked at. Default: all.',
      logitLengths:
        'How many frames of each row count, shape [batch]; the others have gradient 0. Default: all.',
      blank: 'Class id of "no label here".',
      zeroInfinity: 'Whether sequences without an alignment cost 0 instead of ∞.',
    },
  },
  dice: {
    summary: 'How much of the true and the predicted area does not lie in both.',
    useWhen: 'Segmentation where the object is small against the background.',
    avoidWhen: 'Pixels count one by one, or probabilities must be calibrated: add crossEntropy.',
    formula: '1 - \\frac{2 \\sum t_c p_c + s}{\\sum t_c + \\sum p_c + s}',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'M. Drozdzal et al., The Importance of Skip Connections in Biomedical Image Segmentation, 2016, arXiv:1608.04117',
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      presentOnly: 'Whether a class that no target of the group has is ignored.',
      smooth: 'Added to numerator and denominator, in rows: what a class without any area agrees by.',
    },
  },
  gaussianNll: {
    summary: 'How unlikely the target is under a normal distribution with the predicted mean and variance.',
    useWhen: 'The model is to say how sure it is of each number.',
    avoidWhen:
      'Outliers are many: the variance swallows them; or there is little data to learn two outputs from.',
    formula:
      '\\frac12 \\left( \\log \\sigma^2 + \\frac{(\\mu - y)^2}{\\sigma^2} \\right) \\;\\left( + \\tfrac12 \\log 2\\pi \\right)',
    domain: 'Targets and means are real numbers, variances at least 0.',
    source:
      'D. A. Nix and A. S. Weigend, Estimating the mean and variance of the target probability distribution, 1994, doi:10.1109/ICNN.1994.374138',
    options: {
      eps: 'Smallest variance that counts, in squared units of `yTrue`; > 0.',
      full: 'Whether to add log(2π) / 2, so that it is minus the log density.',
    },
  },
  gemanMcClure: {
    summary: 'Never above 2, so that an outlier far out costs the same wherever it is.',
    useWhen: 'Gross outliers are to have no say at all.',
    avoidWhen: 'The start is far from the data: beyond the scale the gradient vanishes.',
    formula: '\\frac{2 z^2}{z^2 + 4},\\quad z = \\frac{\\hat y - y}{c}',
    domain: 'All real numbers.',
    source:
      'S. Geman and D. E. McClure, Bayesian image analysis, 1985; in this form: J. T. Barron, A General and Adaptive Robust Loss Function, 2019, doi:10.1109/CVPR.2019.00446',
    options: { scale: 'Residual at which the loss turns from quadratic to flat, in units of `yTrue`; > 0.' },
  },
  generalizedCrossEntropy: {
    summary: 'Between cross-entropy and the mean absolute error.',
    useWhen: 'Labels are noisy: it lies between crossEntropy and the absolute error of probabilities.',
    avoidWhen: 'Labels are clean or classes are many: it learns hard rows slowly.',
    formula: '\\sum_c t_c \\frac{1 - p_c^q}{q},\\quad p_c = \\frac{e^{z_c}}{\\sum_j e^{z_j}}',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'Z. Zhang and M. R. Sabuncu, Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels, 2018, arXiv:1805.07836',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      q: "How little a row counts that the model finds unlikely; above 0, at most 1. Default 0.7, the paper's.",
    },
  },
  generalizedDice: {
    summary: 'One overlap of all classes, in which a small class counts as much as a large one.',
    useWhen: 'Segmentation with several classes of very different size.',
    avoidWhen: 'A batch often lacks a class: nothing then speaks against predicting it.',
    formula:
      '1 - \\frac{2 \\sum_c w_c \\sum t_c p_c}{\\sum_c w_c (\\sum t_c + \\sum p_c)}, \\quad w_c = \\Big(\\sum t_c\\Big)^{-q}',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'C. H. Sudre et al., Generalised Dice overlap as a deep learning loss function for highly unbalanced segmentations, 2017, arXiv:1707.03237',
    options: {
      classWeights: 'One weight per class, beside that by its area.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      power: 'Of the area that a class is weighed by, at least 0.',
    },
  },
  generalizedKl: {
    summary: 'The Kullback–Leibler divergence of amounts that need not sum to 1.',
    useWhen: 'Rows of amounts whose sums matter, as in factorising counts.',
    avoidWhen: 'Rows are distributions: klDivergence is the same and simpler.',
    formula: '\\sum_c \\left( y_c (\\log y_c - \\ell_c) + e^{\\ell_c} - y_c \\right)',
    domain: 'Targets of at least 0; logarithms are real numbers up to 88, −∞ included.',
    source: 'I. Csiszár, Why least squares and maximum entropy?, 1991, doi:10.1214/aos/1176348385',
    options: {},
  },
  halfSquaredError: {
    summary: 'Half the squared residual, so that the gradient is the residual itself.',
    useWhen: 'Squared error whose gradient is the residual itself, as many papers and Optax write it.',
    avoidWhen: 'Outliers are in the targets; see meanSquaredError.',
    formula: '\\frac12 (\\hat y - y)^2',
    domain: 'All real numbers.',
    source:
      'T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009, section 2.4, doi:10.1007/978-0-387-84858-7',
    options: {},
  },
  hinge: {
    summary: '0 where the score has the right sign and a margin of 1, else the margin violation.',
    useWhen: 'You want the decision only, with a margin, as a support vector machine does.',
    avoidWhen: 'You need probabilities: the scores of a hinge have no scale.',
    formula: '\\max(0, 1 - y z)',
    domain: 'Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.',
    source: 'C. Cortes and V. Vapnik, Support-vector networks, 1995, doi:10.1007/BF00994018',
    options: {},
  },
  hingeEmbedding: {
    summary: 'Pulls pairs that belong together to distance 0 and pushes the others beyond a margin.',
    useWhen: 'Distances of pairs that are alike or not are already computed.',
    avoidWhen: 'You have the embeddings themselves: contrastive and tripletMargin take those.',
    formula: '\\begin{cases} d & y = 1 \\\\ \\max(0, m - d) & y = -1 \\end{cases}',
    domain: 'Targets are −1 or 1; distances are any real numbers, usually at least 0.',
    source:
      'R. Hadsell, S. Chopra and Y. LeCun, Dimensionality Reduction by Learning an Invariant Mapping, 2006, doi:10.1109/CVPR.2006.100',
    options: { margin: 'Distance from which on a pair that does not belong together costs nothing.' },
  },
  huber: {
    summary: 'Quadratic for small residuals and linear for large ones, so outliers pull less.',
    useWhen: 'Some targets are outliers, and small errors should still count squared; the robust default.',
    avoidWhen: 'You cannot say which residual is large: delta is in units of the target.',
    formula:
      '\\begin{cases} \\frac12 (\\hat y - y)^2 & |\\hat y - y| \\le \\delta \\\\ \\delta\\,(|\\hat y - y| - \\frac12 \\delta) & \\text{otherwise} \\end{cases}',
    domain: 'All real numbers.',
    source: 'P. J. Huber, Robust Estimation of a Location Parameter, 1964, doi:10.1214/aoms/1177703732',
    options: {
      delta: 'Residual at which the loss turns from quadratic to linear, in units of `yTrue`; > 0.',
    },
  },
  jaccard: {
    summary: 'How much of the union of the true and the predicted area does not lie in both.',
    useWhen: 'Segmentation that is judged by intersection over union.',
    avoidWhen: 'Masks are often empty, or pixels count one by one.',
    formula: '1 - \\frac{\\sum t_c p_c + s}{\\sum t_c + \\sum p_c - \\sum t_c p_c + s}',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'M. A. Rahman and Y. Wang, Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation, 2016, doi:10.1007/978-3-319-50835-1_22',
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      presentOnly: 'Whether a class that no target of the group has is ignored.',
      smooth: 'Added to numerator and denominator, in rows: what a class without any area agrees by.',
    },
  },
  jensenShannon: {
    summary: 'How far two distributions are from the one halfway between them; never above log 2.',
    useWhen: 'Two distributions that may have zeros where the other has none; it is symmetric and bounded.',
    avoidWhen:
      'You fit a model by likelihood: its gradient fades where the two are far apart, klDivergence does not.',
    formula:
      '\\frac12 \\sum_c \\left( y_c \\log \\frac{2 y_c}{y_c + p_c} + p_c \\log \\frac{2 p_c}{y_c + p_c} \\right)',
    domain: 'Probabilities of at least 0, each row summing to 1.',
    source: 'J. Lin, Divergence measures based on the Shannon entropy, 1991, doi:10.1109/18.61115',
    options: {},
  },
  klDivergence: {
    summary: 'What it costs in nats to take the predicted distribution for the true one.',
    useWhen: 'Targets are distributions, as in distillation and label smoothing.',
    avoidWhen: 'Targets are class ids: crossEntropy differs by a constant only and takes them directly.',
    formula: '\\sum_c y_c (\\log y_c - \\ell_c)',
    domain: 'Targets of at least 0, each row summing to 1; log probabilities of at most 0, −∞ included.',
    source:
      'S. Kullback and R. A. Leibler, On Information and Sufficiency, 1951, doi:10.1214/aoms/1177729694',
    options: {},
  },
  l1Penalty: {
    summary: 'Pulls every parameter towards 0 with the same force, so that many become exactly 0.',
    useWhen: 'Few parameters should remain: it sets the others to exactly 0.',
    avoidWhen: 'Features are correlated: it keeps one of them at random; l2Penalty shares.',
    formula: '\\lambda\\, |w|',
    domain: 'All real numbers.',
    source:
      'R. Tibshirani, Regression Shrinkage and Selection via the Lasso, 1996, doi:10.1111/j.2517-6161.1996.tb02080.x',
    options: { lambda: 'Strength of the penalty, ≥ 0.' },
  },
  l2Penalty: {
    summary: 'Pulls every parameter towards 0 in proportion to its size.',
    useWhen: 'A model overfits or features are correlated; the default penalty.',
    avoidWhen: 'You want parameters to be exactly 0: l1Penalty does that.',
    formula: '\\frac{\\lambda}{2}\\, w^2',
    domain: 'All real numbers.',
    source: 'A. E. Hoerl and R. W. Kennard, Ridge Regression, 1970, doi:10.1080/00401706.1970.10488634',
    options: { lambda: 'Strength of the penalty, ≥ 0.' },
  },
  linearCrossEntropy: {
    summary: 'Cross-entropy of a last layer with many classes, without holding the logits of all rows.',
    useWhen: 'The last layer has so many classes that the logits of all rows do not fit into memory.',
    avoidWhen: 'The logits fit: crossEntropy is faster and simpler.',
    formula: '-\\sum_c t_c \\log \\frac{e^{z_c}}{\\sum_j e^{z_j}},\\quad z = x W + b',
    domain:
      'Features, kernel and bias are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, 2016, section 6.2.2; in chunks: E. Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, 2024, arXiv:2411.09009',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      bias: 'What is added to the logits, shape [classes]. Default: nothing.',
      chunkSize: 'How many rows at a time, at least 1. Default: as many as have a million logits.',
    },
  },
  logCosh: {
    summary: 'Half the squared residual while it is small and its size while it is large, smooth everywhere.',
    useWhen: 'Like huber, but smooth everywhere and without a number to choose.',
    avoidWhen: 'Residuals are far from 1 in size: its change from squared to absolute is fixed there.',
    formula: '\\log \\cosh(\\hat y - y)',
    domain: 'All real numbers.',
    source:
      'P. Chen, G. Chen and S. Zhang, Log Hyperbolic Cosine Loss Improves Variational Auto-Encoder, 2019; robustness: R. A. Saleh and A. K. Md. E. Saleh, Statistical Properties of the log-cosh Loss Function, 2022, arXiv:2208.04564',
    options: {},
  },
  lovaszHinge: {
    summary: 'The intersection over union of one area, continued to scores as a hinge.',
    useWhen: 'Binary segmentation that is judged by intersection over union, as a last stage of training.',
    avoidWhen:
      'From scratch: it follows the order of the errors only; begin with binaryCrossEntropyWithLogits.',
    formula: '\\sum_i \\max(0, m_{(i)}) (J_i - J_{i-1}), \\quad m = 1 - (2y - 1) z',
    domain: 'Targets are 0 or 1; scores are any real numbers.',
    source:
      'M. Berman, A. Rannen Triki and M. B. Blaschko, The Lovász-Softmax loss: A tractable surrogate for the optimization of the intersection-over-union measure in neural networks, 2018, arXiv:1705.08790',
    options: { perSample: 'Whether each entry of the first axis is a group of its own.' },
  },
  lovaszSoftmax: {
    summary: 'The intersection over union of each class, continued to probabilities.',
    useWhen: 'Segmentation with several classes that is judged by mean intersection over union.',
    avoidWhen: 'From scratch, or with batches that hold few of the classes.',
    formula:
      '\\sum_i m_{(i)} (J_i - J_{i-1}), \\quad m = \\begin{cases} 1 - p_c & y = c \\\\ p_c & y \\ne c \\end{cases}',
    domain: 'Labels are class ids, or 0 and 1 for each class; probabilities from 0 to 1.',
    source:
      'M. Berman, A. Rannen Triki and M. B. Blaschko, The Lovász-Softmax loss: A tractable surrogate for the optimization of the intersection-over-union measure in neural networks, 2018, arXiv:1705.08790',
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      presentOnly: 'Whether a class that no target of the group has is ignored.',
    },
  },
  marginRanking: {
    summary: 'The score that should be the higher one is to be higher by a margin.',
    useWhen: 'It is known which of two scores should be the higher one, and nothing else.',
    avoidWhen: 'Whole lists are known: rankingSoftmax uses them at once.',
    formula: '\\max(0, m - y\\,(a - b))',
    domain: 'Targets are −1 or 1; scores are any real numbers.',
    source:
      'R. Herbrich, T. Graepel and K. Obermayer, Support vector learning for ordinal regression, 1999, doi:10.1049/cp:19991091',
    options: { margin: 'By how much the right one should be higher, in units of the scores.' },
  },
  meanAbsoluteError: {
    summary: 'The size of the residual, so that an outlier pulls no harder than any other element.',
    useWhen: 'Outliers are many, or the median is wanted.',
    avoidWhen: 'Training must end exactly: the gradient does not shrink near the target.',
    formula: '|\\hat y - y|',
    domain: 'All real numbers.',
    source: 'P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed., 2009, doi:10.1002/9780470434697',
    options: {},
  },
  meanAbsolutePercentageError: {
    summary: 'The size of the residual in percent of the target.',
    useWhen: 'Errors matter in percent, and targets are far from 0.',
    avoidWhen: 'Targets come near 0, where it explodes; it also favours predictions that are too low.',
    formula: '100\\,\\frac{|\\hat y - y|}{\\max(|y|, 10^{-7})}',
    domain: 'All real numbers; targets away from 0.',
    source:
      'R. J. Hyndman and A. B. Koehler, Another look at measures of forecast accuracy, 2006, doi:10.1016/j.ijforecast.2006.03.001',
    options: {},
  },
  meanSquaredError: {
    summary: 'The squared residual, so that large errors count far more than small ones.',
    useWhen: 'Errors are roughly normal, and the mean is wanted; the default of regression.',
    avoidWhen: 'Targets have outliers: one of 10 counts like a hundred of 1.',
    formula: '(\\hat y - y)^2',
    domain: 'All real numbers.',
    source:
      'T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009, section 2.4, doi:10.1007/978-0-387-84858-7',
    options: {},
  },
  meanSquaredLogarithmicError: {
    summary: 'The squared error of log(1 + y), for positive targets over several orders of magnitude.',
    useWhen: 'Targets are amounts that span orders of magnitude, and ratios matter.',
    avoidWhen: 'Targets can be negative, or too low should cost as much as too high.',
    formula: '\\left(\\log(1 + \\hat y) - \\log(1 + y)\\right)^2',
    domain: 'Numbers of at least 0; what is below counts as 0.',
    source:
      'C. Tofallis, A better measure of relative prediction accuracy for model selection and model estimation, 2015, doi:10.1057/jors.2014.103',
    options: {},
  },
  multiMargin: {
    summary: 'The margin violations of the true class against each other one, summed.',
    useWhen: 'You want every wrong class below the right one by a margin.',
    avoidWhen: 'You need probabilities, or classes are many: it sums over all of them.',
    formula: '\\sum_c t_c \\frac1C \\sum_{i \\ne c} \\max(0, m + z_i - z_c)^p',
    domain: 'Scores are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'J. Weston and C. Watkins, Support vector machines for multi-class pattern recognition, 1999; Y. Lee, Y. Lin and G. Wahba, Multicategory Support Vector Machines, 2004, doi:10.1198/016214504000000098',
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      p: 'Power of what is missing, 1 or 2.',
      margin: 'By how much the score of the true class should be above each other.',
    },
  },
  multiclassHinge: {
    summary: 'By how much the true class misses a margin of 1 over the best other one.',
    useWhen: 'A multiclass support vector machine: only the best wrong class counts.',
    avoidWhen: 'You need probabilities, or all wrong classes should learn at each step.',
    formula: '\\sum_c t_c \\max\\left(0, 1 + \\max_{i \\ne c} z_i - z_c\\right)',
    domain: 'Scores are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'K. Crammer and Y. Singer, On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines, 2001, JMLR 2; S. S. Keerthi et al., A sequential dual method for large scale multi-class linear SVMs, 2008, doi:10.1145/1401890.1401942',
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
  multiclassPerceptron: {
    summary: 'How far the true class is behind the best other one.',
    useWhen: 'Online learning, and to show what a margin is good for.',
    avoidWhen: 'You want to generalise: without a margin it stops as soon as all rows are right.',
    formula: '\\sum_c t_c \\max\\left(0, \\max_{i \\ne c} z_i - z_c\\right)',
    domain: 'Scores are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'M. Collins, Discriminative training methods for hidden Markov models: theory and experiments with perceptron algorithms, 2002, doi:10.3115/1118693.1118694',
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
  multiclassSparsemax: {
    summary: 'Like cross-entropy, but a row whose true class is 1 ahead of all others costs exactly nothing.',
    useWhen: 'Probabilities that are exactly 0 for most classes.',
    avoidWhen: 'You need calibrated probabilities, or gradients for classes far behind: those are 0.',
    formula:
      '\\max_{p \\in \\Delta} \\left( \\langle z, p \\rangle - \\tfrac12 \\lVert p \\rVert^2 \\right) + \\tfrac12 - \\sum_c t_c z_c',
    domain: 'Scores are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'A. F. T. Martins and R. F. Astudillo, From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification, 2016, arXiv:1602.02068',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
  multilabelMargin: {
    summary: 'The margin violations between each class of the row and each other class.',
    useWhen: 'Rows with several true classes, of which each should score above all false ones.',
    avoidWhen: 'You need a probability per label: multilabelSoftMargin gives one.',
    formula: '\\frac1C \\sum_j \\sum_{i \\ne j} y_j (1 - y_i) \\max(0, 1 - z_j + z_i)',
    domain: 'Scores are any real numbers, targets from 0 to 1.',
    source:
      'A. Elisseeff and J. Weston, A kernel method for multi-labelled classification, Advances in Neural Information Processing Systems 14, MIT Press, 2002',
    options: {},
  },
  multilabelSoftMargin: {
    summary: 'Binary cross-entropy of every class, averaged over the classes of a row.',
    useWhen: 'Rows with several labels, and one value per row.',
    avoidWhen:
      'You want weights per label and element: binaryCrossEntropyWithLogits is the same without the mean.',
    formula: '-\\frac1C \\sum_c w_c \\left( y_c \\log \\sigma(z_c) + (1 - y_c) \\log \\sigma(-z_c) \\right)',
    domain: 'Logits are any real numbers, targets from 0 to 1.',
    source:
      'M.-L. Zhang and Z.-H. Zhou, A Review on Multi-Label Learning Algorithms, 2014 (binary relevance), doi:10.1109/TKDE.2013.39',
    options: { classWeights: 'One factor ≥ 0 per class. Default: all 1.' },
  },
  nll: {
    summary: 'Minus the log probability of the true class, given log probabilities.',
    useWhen: 'The model ends in a log-softmax, or its log probabilities come from elsewhere.',
    avoidWhen: 'You have logits: crossEntropy normalises them itself.',
    formula: '-\\sum_c t_c\\, \\ell_c',
    domain:
      'Log probabilities are at most 0, −∞ included; labels are class ids or distributions that sum to 1.',
    source:
      'R. A. Fisher, On the Mathematical Foundations of Theoretical Statistics, 1922, doi:10.1098/rsta.1922.0009',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
  ntXent: {
    summary: 'Each row is to recognise its partner among the rows of other labels.',
    useWhen: 'Two views of each example and no labels (SimCLR), or labels with few examples each.',
    avoidWhen: 'Batches are small: the others of the batch are its negatives.',
    formula:
      '-\\frac{1}{|P_i|} \\sum_{p \\in P_i} \\log \\frac{e^{s_{ip}}}{e^{s_{ip}} + \\sum_{n \\in N_i} e^{s_{in}}}, \\quad s = \\frac{\\cos}{\\tau}',
    domain: 'Labels are integers; embeddings are any real numbers, and their lengths do not matter.',
    source:
      'T. Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, 2020, arXiv:2002.05709',
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      temperature: 'What the cosines are divided by, above 0.',
    },
  },
  perceptron: {
    summary: 'How far the score is on the wrong side of 0.',
    useWhen: 'Online learning, and to show what a margin is good for.',
    avoidWhen: 'You want to generalise: hinge asks for a margin as well.',
    formula: '\\max(0, -y z)',
    domain: 'Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.',
    source:
      'F. Rosenblatt, The perceptron: a probabilistic model for information storage and organization in the brain, 1958, doi:10.1037/h0042519',
    options: {},
  },
  pinball: {
    summary: 'Its minimum is a quantile of the targets, where that of the absolute error is their median.',
    useWhen: 'A quantile is wanted, or too low costs more than too high.',
    avoidWhen: 'The mean is wanted; or several quantiles that must not cross, which it does not know.',
    formula:
      '\\begin{cases} \\tau\\,(y - \\hat y) & \\hat y \\le y \\\\ (1 - \\tau)(\\hat y - y) & \\text{otherwise} \\end{cases}',
    domain: 'All real numbers.',
    source: 'R. Koenker and G. Bassett, Regression Quantiles, 1978, doi:10.2307/1913643',
    options: { quantile: 'Share of the targets that should be below the prediction; between 0 and 1.' },
  },
  poissonNll: {
    summary: 'How unlikely a count is under a Poisson distribution, given the logarithm of its rate.',
    useWhen: 'Targets are counts of events.',
    avoidWhen: 'Counts vary more than a Poisson distribution does, or are not counts.',
    formula: 'e^{z} - y\\,z \\;\\left( + y \\log y - y + \\tfrac12 \\log(2 \\pi y) \\right)',
    domain: 'Counts of at least 0; logarithms of rates are real numbers up to 88.',
    source:
      'P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed., 1989, chapter 6, doi:10.1007/978-1-4899-3242-6',
    options: {
      full: 'Whether to add what the counts alone decide, so that it is nearly minus the log probability: 0.04 too little for a count of 2, and less for more.',
    },
  },
  poly1CrossEntropy: {
    summary: 'Softmax cross-entropy with another weight on the first term of its polynomial.',
    useWhen: 'crossEntropy works, and one more number is worth tuning.',
    avoidWhen: 'You have no budget for tuning: with epsilon 0 it is crossEntropy.',
    formula:
      '\\sum_c t_c \\left( -\\log p_c + \\varepsilon (1 - p_c) \\right),\\quad p_c = \\frac{e^{z_c}}{\\sum_j e^{z_j}}',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'Z. Leng et al., PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions, 2022, arXiv:2204.12511',
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      epsilon:
        'What is added to the coefficient 1 of the first term; ≥ −1. The paper has 2 for pictures, −1 for detection; 0 gives `crossEntropy`. Default 2, as in Optax.',
    },
  },
  rankingSoftmax: {
    summary: 'The relevant items of a list are to have the highest scores.',
    useWhen: 'Lists whose items have relevances, and the top of the list matters.',
    avoidWhen: 'Items are judged one by one, or only pairs are known (marginRanking).',
    formula: '-\\sum_i y_i \\log \\frac{e^{z_i}}{\\sum_j e^{z_j}}',
    domain: 'Relevances of at least 0; scores are any real numbers.',
    source:
      'Z. Cao et al., Learning to Rank: From Pairwise Approach to Listwise Approach, 2007, doi:10.1145/1273496.1273513',
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
    },
  },
  smoothL1: {
    summary: 'The absolute error, rounded off to a parabola near 0.',
    useWhen: 'Boxes and other coordinates; huber divided by its threshold.',
    avoidWhen: 'You compare thresholds: the slope far out is always 1, near 0 it is 1 / beta.',
    formula:
      '\\begin{cases} \\frac{1}{2\\beta} (\\hat y - y)^2 & |\\hat y - y| < \\beta \\\\ |\\hat y - y| - \\frac12 \\beta & \\text{otherwise} \\end{cases}',
    domain: 'All real numbers.',
    source: 'R. Girshick, Fast R-CNN, 2015, doi:10.1109/ICCV.2015.169, arXiv:1504.08083',
    options: { beta: 'Residual below which the loss is quadratic, in units of `yTrue`; ≥ 0.' },
  },
  softF1: {
    summary: 'One minus the macro F1 score of the batch, with probabilities in the place of counts.',
    useWhen:
      'The F1 score is what counts, classes are rare, and batches are large enough to have all of them.',
    avoidWhen: 'Batches are small, or probabilities must be calibrated (crossEntropy with classWeights).',
    formula: '1 - \\frac{2 \\sum t_c p_c}{\\sum t_c + \\sum p_c}',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'G. Bénédict et al., sigmoidF1: A Smooth F1 Score Surrogate Loss for Multilabel Classification, 2022, arXiv:2108.10566',
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      presentOnly:
        'Whether a class that no target of the group has is ignored. Default true; with false it costs 1, or 0 where nothing is predicted either.',
    },
  },
  softMargin: {
    summary: 'The logistic loss on targets −1 and 1.',
    useWhen: 'Targets −1 and 1, and probabilities wanted.',
    avoidWhen: 'Targets are 0 and 1: binaryCrossEntropyWithLogits is the same loss for those.',
    formula: '\\log\\left(1 + e^{-y z}\\right)',
    domain: 'Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.',
    source:
      'J. Friedman, T. Hastie and R. Tibshirani, Additive logistic regression: a statistical view of boosting, 2000, doi:10.1214/aos/1016218223',
    options: {},
  },
  sparsemax: {
    summary: 'Like binary cross-entropy, but a logit beyond 1 on the right side costs exactly nothing.',
    useWhen: 'Two outcomes, and probabilities that reach exactly 0 and 1.',
    avoidWhen: 'You need a gradient for every example: beyond the margin it is 0.',
    formula:
      'y\\,s(-x) + (1 - y)\\,s(x),\\quad s(x) = \\begin{cases} 0 & x \\le -1 \\\\ \\frac{(x + 1)^2}{4} & -1 < x < 1 \\\\ x & x \\ge 1 \\end{cases}',
    domain: 'Logits are any real numbers, targets from 0 to 1.',
    source:
      'A. F. T. Martins and R. F. Astudillo, From Softmax to Sparsemax, 2016, arXiv:1602.02068; M. Blondel, A. F. T. Martins and V. Niculae, Learning with Fenchel-Young Losses, 2020, section 4.4, arXiv:1901.02324',
    options: {},
  },
  squaredHinge: {
    summary: 'The squared margin violation.',
    useWhen: 'A hinge that is smooth at the margin.',
    avoidWhen: 'Labels are noisy: a wrong one far out counts squared.',
    formula: '\\max(0, 1 - y z)^2',
    domain: 'Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.',
    source:
      'C.-J. Hsieh et al., A dual coordinate descent method for large-scale linear SVM, 2008, doi:10.1145/1390156.1390208',
    options: {},
  },
  supervisedContrastive: {
    summary: 'Each row is to recognise all rows of its label among all other rows.',
    useWhen: 'Embeddings by class labels with several examples of each class in a batch.',
    avoidWhen: 'Batches hold one example per class, or no classifier follows on top.',
    formula:
      '-\\frac{1}{|P_i|} \\sum_{p \\in P_i} \\log \\frac{e^{s_{ip}}}{\\sum_{a \\ne i} e^{s_{ia}}}, \\quad s = \\frac{\\cos}{\\tau}',
    domain: 'Labels are integers; embeddings are any real numbers, and their lengths do not matter.',
    source: 'P. Khosla et al., Supervised Contrastive Learning, 2020, arXiv:2004.11362',
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      temperature: 'What the cosines are divided by, above 0.',
    },
  },
  tripletMargin: {
    summary: 'The anchor is to be nearer to the positive than to the negative, by a margin.',
    useWhen: 'It is known what is nearer to what: an anchor, one alike and one that is not.',
    avoidWhen: 'Triplets are drawn at random: soon nearly all of them are satisfied and teach nothing.',
    formula: '\\max(0, d(a, p) - d(a, n) + m)',
    domain: 'All real numbers.',
    source:
      'V. Balntas et al., Learning local feature descriptors with triplets and shallow convolutional neural networks, 2016, doi:10.5244/C.30.119',
    options: {
      margin: 'By how much the negative should be further away, above 0.',
      distance: "`'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.",
      swap: 'Whether the distance of the negative is the smaller of those to anchor and positive.',
    },
  },
  tversky: {
    summary: 'An overlap loss in which false positives and false negatives have prices of their own.',
    useWhen: 'Segmentation where a missed pixel costs more than a false one, or less.',
    avoidWhen: 'Both cost the same: dice has nothing to tune.',
    formula:
      '\\Big(1 - \\frac{\\mathrm{TP} + s}{\\mathrm{TP} + \\alpha\\,\\mathrm{FP} + \\beta\\,\\mathrm{FN} + s}\\Big)^\\gamma',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'S. S. M. Salehi et al., Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional Deep Networks, 2017, arXiv:1706.05721; N. Abraham and N. M. Khan, A Novel Focal Tversky Loss Function, 2018, arXiv:1810.07842',
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      presentOnly: 'Whether a class that no target of the group has is ignored.',
      smooth: 'Added to numerator and denominator, in rows: what a class without any area agrees by.',
      alpha: 'Price of false positives, at least 0.',
      beta: 'Price of false negatives, at least 0.',
      gamma: 'Power of the loss of a class, above 0.',
    },
  },
  welsch: {
    summary: 'Never above 1, an upside-down bell.',
    useWhen: 'Gross outliers are to have no say at all, and the loss should stay smooth.',
    avoidWhen: 'The start is far from the data: beyond the scale the gradient vanishes quickly.',
    formula: '1 - \\exp\\left(-\\tfrac12 \\left(\\tfrac{\\hat y - y}{c}\\right)^2\\right)',
    domain: 'All real numbers.',
    source:
      'J. E. Dennis and R. E. Welsch, Techniques for nonlinear least squares and robust regression, 1978, doi:10.1080/03610917808812083',
    options: { scale: 'Residual at which the loss turns from quadratic to flat, in units of `yTrue`; > 0.' },
  },
  zeroOne: {
    summary: '1 where the highest score is not the true class, so that its mean is the error rate.',
    useWhen: 'Evaluation: its mean is the error rate.',
    avoidWhen: 'Training: its gradient is 0 everywhere.',
    formula: '\\sum_c t_c\\,[c \\ne \\arg\\max_j z_j]',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009, section 2.4, doi:10.1007/978-0-387-84858-7',
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
};
