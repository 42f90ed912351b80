// Written by scripts/loss-words.mjs from the doc comments of the losses and the porting tables.
import type { LossWords } from './LossWords.ts';

export const WORDS: Readonly<Record<string, LossWords>> = {
  angular: {
    summary:
      'In the triangle of a row, its partner and a row of another label, the angle at the latter is to be small.',
    useWhen: 'Classes are spread unequally: an angle says the same for tight and for wide ones.',
    avoidWhen: 'Batches are large: it looks at every triplet of the batch.',
    formula:
      '\\frac{1}{|P_i|} \\sum_{p \\in P_i} \\log\\Big(1 + \\sum_{n \\in N_i} e^{4 \\tan^2\\!\\alpha\\, (s_{in} + s_{pn}) - 2 (1 + \\tan^2\\!\\alpha) s_{ip}}\\Big)',
    domain: 'Labels are integers; embeddings are any real numbers, and their lengths do not matter.',
    source: 'J. Wang et al., Deep Metric Learning with Angular Loss, 2017, arXiv:1708.01682',
    elsewhere: ['pytorch_metric_learning.losses.AngularLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      alpha: 'α: what the angle is to stay below, in degrees, between 0 and 90.',
    },
  },
  approxNdcg: {
    summary:
      'Minus the normalised discounted cumulative gain of a list, with ranks that are smooth in the scores.',
    useWhen: 'Rankings are judged by NDCG, and the loss is to be that measure itself.',
    avoidWhen:
      'Training starts from scratch with scores far apart: most pairs then have no slope; begin with rankingSoftmax.',
    formula:
      '-\\frac{1}{\\mathrm{maxDCG}} \\sum_i \\frac{2^{y_i} - 1}{\\log_2(1 + r_i)}, \\quad r_i = \\tfrac{1}{2} + \\sum_j \\sigma\\left(\\frac{z_j - z_i}{T}\\right)',
    domain: 'Relevances of at least 0; scores are any real numbers.',
    source:
      'T. Qin, T. Liu and H. Li, A general approximation framework for direct optimization of information retrieval measures, 2010, doi:10.1007/s10791-009-9124-x',
    elsewhere: ['tfr.keras.losses.ApproxNDCGLoss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
      temperature:
        'What differences of scores are divided by, above 0: the smaller, the nearer to the true ranks, and the fewer pairs have a slope.',
    },
  },
  arcFace: {
    summary: "The angle to the own class's centre is to be below every other one, by a margin.",
    useWhen:
      'Faces and other things that are to be recognised again by nearest neighbours, of classes that may be new.',
    avoidWhen:
      'Labels are noisy, or training begins far from any solution: a smaller margin or normalizedSoftmax first.',
    formula:
      '-\\log \\frac{e^{s \\cos(\\theta_y + m)}}{e^{s \\cos(\\theta_y + m)} + \\sum_{c \\ne y} e^{s \\cos \\theta_c}}',
    domain:
      'Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.',
    source:
      'J. Deng et al., ArcFace: Additive Angular Margin Loss for Deep Face Recognition, 2019, arXiv:1801.07698',
    elsewhere: ['pytorch_metric_learning.losses.ArcFaceLoss'],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      margin: 'm in radians, 0 to π.',
      scale: 's: how sharp the comparison is, above 0.',
    },
  },
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
    elsewhere: ['timm.loss.AsymmetricLossMultiLabel'],
    options: {
      gammaPositive: 'How strongly ones that are well classified are down-weighted; ≥ 0.',
      gammaNegative: 'The same for zeros; ≥ 0.',
      clip: 'Zeros with a probability below it cost nothing, and the others less; 0 to below 1. With a `clip` above 0 a zero costs at most −log(clip).',
    },
  },
  asymmetricSingleLabel: {
    summary:
      'Softmax cross-entropy with smoothed labels, in which the true class and the others are down-weighted by powers of their own.',
    useWhen:
      'One class per row, with many classes, trained beside or in the way of the multi-label asymmetric loss.',
    avoidWhen:
      'Probabilities must be calibrated (crossEntropy), or several labels are true at once (asymmetric).',
    formula:
      '-s_y (1 - p_y)^{\\gamma_+} \\log p_y - \\sum_{c \\ne y} s_c\\, p_c^{\\gamma_-} \\log p_c,\\quad s = (1 - \\varepsilon)\\, e_y + \\varepsilon / K',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'T. Ridnik et al., Asymmetric Loss For Multi-Label Classification, 2021, doi:10.1109/ICCV48922.2021.00015, arXiv:2009.14119',
    elsewhere: ['timm.loss.AsymmetricLossSingleLabel'],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      gammaPositive: 'How strongly rows that are well classified are down-weighted; ≥ 0.',
      gammaNegative: 'How strongly improbable other classes are down-weighted; ≥ 0.',
      smoothing: "Share of each label spread evenly over all classes, 0 to 1; timm's `eps`.",
    },
  },
  barlowTwins: {
    summary:
      'Over the rows each component is to be the same in two views of them, and no two components are to say the same.',
    useWhen: 'Self-supervision by two views of each row, with many components and without negatives.',
    avoidWhen: 'Batches are small: correlations over a few rows are large by chance.',
    formula:
      '\\sum_j (1 - C_{jj})^2 + \\lambda \\sum_{j \\ne k} C_{jk}^2, \\quad C_{jk} = \\mathrm{Corr}(a_j, b_k)',
    domain: 'All real numbers, whose scale and offset do not matter.',
    source:
      'J. Zbontar et al., Barlow Twins: Self-Supervised Learning via Redundancy Reduction, 2021, arXiv:2103.03230',
    elsewhere: ['lightly.loss.BarlowTwinsLoss'],
    options: {
      lambda: 'λ: how much it counts that two components say the same, at least 0.',
      eps: 'Added to the variances, above 0.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
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
    elsewhere: [],
    options: {
      alpha: 'Shape α, any number or ±∞; the lower, the less outliers count.',
      scale: 'Residual at which the loss leaves the parabola, in units of `yTrue`; > 0.',
    },
  },
  batchAllTriplet: {
    summary: 'Every positive of a row is to be nearer than every negative, by a margin.',
    useWhen:
      'Embeddings by class labels, and every triplet of the batch is to be learnt from until it is good.',
    avoidWhen: 'Batches are large: it looks at every triplet of the batch.',
    formula:
      '\\frac{1}{|A_i|} \\sum_{(p, n) \\in A_i} (d_{ip} - d_{in} + m), \\quad A_i = \\{p \\in P_i, n \\in N_i : d_{ip} - d_{in} + m > 0\\}',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017, arXiv:1703.07737',
    elsewhere: [
      'pytorch_metric_learning.losses.TripletMarginLoss',
      'sentence_transformers.losses.BatchAllTripletLoss',
    ],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'By how much a negative should be further away than a positive, above 0.',
      distance: "`'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.",
    },
  },
  batchHardSoftMarginTriplet: {
    summary:
      'The furthest positive of each row is to be nearer than its nearest negative, and is pulled less the nearer it is.',
    useWhen: 'Hardest triplets are to be learnt from, and it is not known what margin the distances allow.',
    avoidWhen:
      'Labels are noisy: each row learns from its worst pairs alone, and those are the wrong labels.',
    formula: '\\log\\Big(1 + \\exp\\Big(\\max_{p \\in P_i} d_{ip} - \\min_{n \\in N_i} d_{in}\\Big)\\Big)',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017, arXiv:1703.07737',
    elsewhere: [
      'pytorch_metric_learning.losses.TripletMarginLoss',
      'sentence_transformers.losses.BatchHardSoftMarginTripletLoss',
    ],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      distance: "`'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.",
    },
  },
  batchHardTriplet: {
    summary: 'The furthest positive of each row is to be nearer than its nearest negative, by a margin.',
    useWhen: 'Embeddings by class labels, with a few classes and several examples of each in a batch.',
    avoidWhen:
      'Labels are noisy: each row learns from its worst pairs alone, and those are the wrong labels.',
    formula: '\\max\\Big(0, \\max_{p \\in P_i} d_{ip} - \\min_{n \\in N_i} d_{in} + m\\Big)',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017, arXiv:1703.07737',
    elsewhere: [
      'pytorch_metric_learning.losses.TripletMarginLoss',
      'sentence_transformers.losses.BatchHardTripletLoss',
    ],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'By how much the nearest negative should be further away, above 0.',
      distance: "`'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.",
    },
  },
  batchSemiHardTriplet: {
    summary: 'Each positive of a row is to be nearer, by a margin, than the nearest negative beyond it.',
    useWhen: 'Embeddings by class labels, where training on the hardest negatives collapses to one point.',
    avoidWhen: 'Batches are large: it looks at every triplet of the batch.',
    formula:
      '\\frac{1}{|P_i|} \\sum_{p \\in P_i} \\max(0, d_{ip} - d_{in_p} + m), \\quad n_p = \\arg\\min_{n \\in N_i,\\, d_{in} > d_{ip}} d_{in}',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'F. Schroff, D. Kalenichenko and J. Philbin, FaceNet: A Unified Embedding for Face Recognition and Clustering, 2015, arXiv:1503.03832',
    elsewhere: ['sentence_transformers.losses.BatchSemiHardTripletLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'By how much the negative should be further away, above 0.',
      distance: "`'euclidean'`, `'squaredEuclidean'`, `'manhattan'`, `'cosine'`, or a function.",
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
    elsewhere: [
      'torch.nn.functional.binary_cross_entropy',
      'keras.losses.BinaryCrossentropy',
      'tf.losses.logLoss',
    ],
    options: { labelSmoothing: 'Share s of each target moved to one half: y (1 − s) + s / 2; 0 to 1.' },
  },
  binaryCrossEntropyWithLogits: {
    summary: 'Minus the log probability that the sigmoid of the logit gives to the true one of two outcomes.',
    useWhen: 'Two outcomes, or several labels that are independent of each other; the default for both.',
    avoidWhen: 'Exactly one class of several is true: crossEntropy lets the classes compete.',
    formula: 'p\\,y \\log(1 + e^{-x}) + (1 - y) \\log(1 + e^{x})',
    domain: 'Logits are any real numbers, targets from 0 to 1.',
    source: 'C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 4.3.2',
    elsewhere: [
      'torch.nn.functional.binary_cross_entropy_with_logits',
      'keras.losses.BinaryCrossentropy',
      'optax.sigmoid_binary_cross_entropy',
      'tf.losses.sigmoidCrossEntropy',
    ],
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
    elsewhere: ['keras.losses.BinaryFocalCrossentropy', 'optax.losses.sigmoid_focal_loss'],
    options: {
      gamma:
        'How strongly well classified examples are down-weighted; ≥ 0, and 0 gives `binaryCrossEntropyWithLogits`.',
      alpha: 'Share of the ones, 0 to 1; the zeros get 1 − alpha. Default: both count fully.',
    },
  },
  boundary: {
    summary:
      "What is predicted outside of a class's area costs its distance to the boundary, and what is predicted inside pays as much.",
    useWhen: 'Small areas whose outline counts, beside a loss of the overlap and with a weight that grows.',
    avoidWhen: 'Alone: with little foreground it is nearly 0 for a prediction of nothing.',
    formula:
      '\\frac{1}{n} \\sum_q \\phi_q\\, p_q, \\quad \\phi_q = \\begin{cases} \\min_{r \\in G} \\|q - r\\| & q \\notin G \\\\ 1 - \\min_{r \\notin G} \\|q - r\\| & q \\in G \\end{cases}',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'H. Kervadec et al., Boundary loss for highly unbalanced segmentation, 2019, arXiv:1812.07032; P. F. Felzenszwalb and D. P. Huttenlocher, Distance Transforms of Sampled Functions, 2012, doi:10.4086/toc.2012.v008a019',
    elsewhere: [],
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of pixels that are in no class and whose probabilities count as 0.',
    },
  },
  boxIou: {
    summary: 'How much of the area of both boxes together does not lie in both.',
    useWhen:
      'Predicted boxes overlap the true ones from the start, and the overlap is what they are judged by.',
    avoidWhen: 'Boxes may lie apart, where it has no gradient: giou, diou and ciou have.',
    formula: '1 - \\frac{|A \\cap B|}{|A \\cup B|}',
    domain: 'All real numbers; corners in order.',
    source:
      'M. A. Rahman and Y. Wang, Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation, 2016, doi:10.1007/978-3-319-50835-1_22',
    elsewhere: ['torchvision.ops.box_iou'],
    options: {},
  },
  bradleyTerry: {
    summary: 'How unlikely the choices are when odds are e to the difference of two scores.',
    useWhen: 'People have chosen the better one of two, and the model is to score each: reward models.',
    avoidWhen:
      'Whole lists are ranked: pairwiseLogistic sums this over all pairs of a list, and listMle knows their order.',
    formula: '-\\log \\sigma(r_w - r_l)',
    domain: 'All real numbers.',
    source:
      'R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs: I. The method of paired comparisons, 1952, doi:10.1093/biomet/39.3-4.324',
    elsewhere: [],
    options: {},
  },
  categoricalCrossEntropy: {
    summary: 'Minus the log probability that the model gives to the true class.',
    useWhen: 'The model already ends in a softmax and cannot be changed.',
    avoidWhen: 'You have logits: crossEntropy is exact where a probability rounds to 0.',
    formula: '-\\sum_c t_c \\log p_c',
    domain:
      'Probabilities from 0 to 1, each row summing to 1; labels are class ids or distributions that sum to 1.',
    source: 'I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, MIT Press, 2016, section 6.2.2',
    elsewhere: [
      'torch.nn.functional.nll_loss',
      'keras.losses.CategoricalCrossentropy',
      'keras.losses.SparseCategoricalCrossentropy',
    ],
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
    elsewhere: ['keras.losses.CategoricalFocalCrossentropy'],
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
    elsewhere: ['keras.losses.CategoricalHinge'],
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
    elsewhere: ['kornia.losses.cauchy_loss'],
    options: {
      scale: 'Residual at which the loss turns from quadratic to logarithmic, in units of `yTrue`; > 0.',
    },
  },
  center: {
    summary: 'The embedding is to lie at the centre of its class.',
    useWhen: 'Beside a classification loss, to draw the embeddings of each class together.',
    avoidWhen: 'Nothing else tells the classes apart: everything then falls into one point.',
    formula: '\\frac12 \\|x - c_y\\|^2',
    domain: 'Embeddings and centres are any real numbers; labels are class ids or distributions.',
    source:
      'Y. Wen et al., A Discriminative Feature Learning Approach for Deep Face Recognition, 2016, doi:10.1007/978-3-319-46478-7_31',
    elsewhere: [],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
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
    elsewhere: ['kornia.losses.charbonnier_loss'],
    options: {
      scale: 'Residual at which the loss turns from quadratic to linear, in units of `yTrue`; > 0.',
    },
  },
  ciou: {
    summary: 'The distance IoU loss, plus how much the aspect ratios differ.',
    useWhen: 'Boxes are predicted: place, size and shape all have a gradient of their own.',
    avoidWhen: 'Its gradient is to be that of its value, as line searches need: α is held constant.',
    formula: '1 - \\frac{|A \\cap B|}{|A \\cup B|} + \\frac{\\|a - b\\|^2}{d^2} + \\alpha\\, v',
    domain: 'All real numbers; corners in order.',
    source: 'Z. Zheng et al., Distance-IoU Loss, 2020, arXiv:1911.08287',
    elsewhere: ['torchvision.ops.complete_box_iou_loss'],
    options: {},
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
    elsewhere: ['keras.losses.Circle', 'pytorch_metric_learning.losses.CircleLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'm: cosines of at least 1 − m within a label and at most m between labels are fine. 0 to 1.',
      gamma: 'γ: how sharp the comparison is, above 0.',
    },
  },
  clDice: {
    summary:
      'Whether the skeleton of each mask lies in the other one, so that thin structures stay connected.',
    useWhen: 'Vessels, roads, nerves or cracks: what is thin and must not be torn.',
    avoidWhen: 'Areas are compact: their skeletons say little of them.',
    formula:
      '1 - \\frac{2 P S}{P + S}, \\quad P = \\frac{\\sum s_p t + s}{\\sum s_p + s}, \\; S = \\frac{\\sum s_t p + s}{\\sum s_t + s}',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'S. Shit et al., clDice — A Novel Topology-Preserving Loss Function for Tubular Structure Segmentation, 2021, arXiv:2003.07311',
    elsewhere: ['monai.losses.SoftclDiceLoss'],
    options: {
      classWeights: 'One weight per class inside of the sums: 0 leaves a background out.',
      ignoreIndex: 'Class id of pixels that are in no class and whose probabilities count as 0.',
      iterations: 'Erosions, a whole number, at least 0.',
      smooth: 'Added to numerator and denominator of both shares, at least 0.',
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
    elsewhere: [],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'Distance from which on rows of two labels cost nothing, above 0.',
    },
  },
  coral: {
    summary:
      'Between K classes lie K − 1 thresholds, and each of them is a yes-or-no question of its own, whether the class is above it.',
    useWhen: 'Classes have an order, such as ratings or grades, and a near miss is better than a far one.',
    avoidWhen: 'Classes have no order (crossEntropy), or the last layer has weights per threshold (corn).',
    formula:
      '-\\sum_{k=0}^{K-2} \\lambda_k \\left( [y > k] \\log p_k + [y \\le k] \\log (1 - p_k) \\right),\\quad p_k = \\frac{1}{1 + e^{-z_k}}',
    domain: 'Logits are any real numbers; labels are class ids.',
    source:
      'W. Cao, V. Mirjalili and S. Raschka, Rank consistent ordinal regression for neural networks with application to age estimation, 2020, doi:10.1016/j.patrec.2020.11.008, arXiv:1901.07884',
    elsewhere: ['coral_pytorch.losses.coral_loss'],
    options: {
      importanceWeights:
        'One weight λ ≥ 0 per threshold; factors of the loss, which no mean divides by. Default all 1.',
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
  corn: {
    summary:
      'The class climbs from threshold to threshold, and each logit says whether it goes on, given that it came so far.',
    useWhen: 'Classes have an order, and probabilities of them shall add up without a special last layer.',
    avoidWhen: 'Classes have no order (crossEntropy), or few rows reach the highest of them (coral).',
    formula:
      '-\\sum_{k=0}^{\\min(y, K-2)} \\left( [y > k] \\log p_k + [y = k] \\log (1 - p_k) \\right),\\quad p_k = \\frac{1}{1 + e^{-z_k}}',
    domain: 'Logits are any real numbers; labels are class ids.',
    source:
      'X. Shi, W. Cao and S. Raschka, Deep Neural Networks for Rank-Consistent Ordinal Regression Based On Conditional Probabilities, 2021, arXiv:2111.08851',
    elsewhere: ['coral_pytorch.losses.corn_loss'],
    options: { ignoreIndex: 'Class id of rows to ignore.' },
  },
  cosFace: {
    summary: "The cosine with the own class's centre is to be above every other one, by a margin.",
    useWhen:
      'Faces and other things that are to be recognised again by nearest neighbours, of classes that may be new.',
    avoidWhen: 'Labels are noisy: a wrong one is pulled at hardest.',
    formula:
      '-\\log \\frac{e^{s (\\cos(x, w_y) - m)}}{e^{s (\\cos(x, w_y) - m)} + \\sum_{c \\ne y} e^{s \\cos(x, w_c)}}',
    domain:
      'Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.',
    source:
      'H. Wang et al., CosFace: Large Margin Cosine Loss for Deep Face Recognition, 2018, arXiv:1801.09414',
    elsewhere: ['pytorch_metric_learning.losses.CosFaceLoss'],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      margin: 'm, at least 0.',
      scale: 's: how sharp the comparison is, above 0.',
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
    elsewhere: [
      'torch.nn.functional.cosine_similarity',
      'keras.losses.CosineSimilarity',
      'optax.cosine_distance',
      'lightly.loss.NegativeCosineSimilarity',
    ],
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
    elsewhere: ['torch.nn.functional.cosine_embedding_loss'],
    options: { margin: 'Cosine up to which a pair that does not belong together costs nothing, −1 to 1.' },
  },
  coxPartialLikelihood: {
    summary:
      'Of those still observed when an event came, how unlikely it was to come to the one to whom it came.',
    useWhen: 'Times until an event, some of them not over yet, and an order of risks is wanted.',
    avoidWhen: 'The time itself is to be predicted: weibullNll; or batches have few events.',
    formula: '\\delta_i \\left( \\log \\sum_{j : t_j \\ge t_i} e^{z_j} - z_i \\right)',
    domain: 'Times and logarithms of hazards are real numbers; events are 0 or 1.',
    source:
      "D. R. Cox, Regression Models and Life-Tables, 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; B. Efron, The Efficiency of Cox's Likelihood Function for Censored Data, 1977, doi:10.1080/01621459.1977.10480613",
    elsewhere: ['statsmodels.api.PHReg'],
    options: {
      efron: 'Whether ties are taken out of the risk set as Efron does, or left in it as Breslow does.',
    },
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
    elsewhere: [
      'torch.nn.functional.cross_entropy',
      'optax.softmax_cross_entropy',
      'optax.safe_softmax_cross_entropy',
      'optax.softmax_cross_entropy_with_integer_labels',
      'tf.losses.softmaxCrossEntropy',
    ],
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
    elsewhere: ['torch.nn.functional.ctc_loss', 'keras.losses.CTC'],
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
    elsewhere: ['keras.losses.Dice', 'segmentation_models_pytorch.losses.DiceLoss', 'monai.losses.DiceLoss'],
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      presentOnly: 'Whether a class that no target of the group has is ignored.',
      smooth: 'Added to numerator and denominator, in rows: what a class without any area agrees by.',
    },
  },
  dino: {
    summary:
      'A student is to give a view the probabilities that its teacher gives another view of the same row.',
    useWhen: 'Self-supervision with a teacher that is a moving average of its student.',
    avoidWhen: 'The teacher has been trained: knowledgeDistillation learns from it, without a centre.',
    formula:
      '-\\sum_c p_c \\log q_c, \\quad p = \\mathrm{softmax}((t - c) / T_t),\\; q = \\mathrm{softmax}(z / T)',
    domain: 'All real numbers.',
    source:
      'M. Caron et al., Emerging Properties in Self-Supervised Vision Transformers, 2021, arXiv:2104.14294',
    elsewhere: ['lightly.loss.DINOLoss'],
    options: {
      centre: "What is taken from the teacher's logits, one number per class. Default: nothing.",
      temperature: "T: what the student's logits are divided by, above 0.",
      teacherTemperature: "T_t: what the teacher's are divided by, above 0.",
    },
  },
  diou: {
    summary: 'The IoU loss, plus how far the centres are apart.',
    useWhen: 'Boxes are to find their place fast, also from inside of each other.',
    avoidWhen: 'The shape of the boxes matters too: ciou adds it.',
    formula: '1 - \\frac{|A \\cap B|}{|A \\cup B|} + \\frac{\\|a - b\\|^2}{d^2}',
    domain: 'All real numbers; corners in order.',
    source: 'Z. Zheng et al., Distance-IoU Loss, 2020, arXiv:1911.08287',
    elsewhere: ['torchvision.ops.distance_box_iou_loss'],
    options: {},
  },
  dpo: {
    summary:
      'A language model is to raise the probability of the chosen answers over that of the rejected ones, compared with a reference model that it should stay near.',
    useWhen: 'A language model is tuned to choices between two answers, without a reward model.',
    avoidWhen: 'Scores are wanted and no text is generated: bradleyTerry trains the reward model itself.',
    formula:
      '-\\log \\sigma\\left(\\beta \\left(\\log \\frac{\\pi(y_w)}{\\pi_0(y_w)} - \\log \\frac{\\pi(y_l)}{\\pi_0(y_l)}\\right)\\right)',
    domain: 'Log probabilities of at most 0.',
    source:
      'R. Rafailov et al., Direct Preference Optimization: Your Language Model is Secretly a Reward Model, 2023, arXiv:2305.18290',
    elsewhere: [],
    options: {
      beta: 'How strongly the model is held near the reference, above 0: the smaller, the further it may go.',
      labelSmoothing: 'Fraction of choices that are taken for wrong, 0 to 0.5.',
    },
  },
  energyDistance: {
    summary: '0 if both are the same, whatever the order of their rows.',
    useWhen:
      'A generator is to have the distribution of the data, without a discriminator and without a bandwidth.',
    avoidWhen: 'Rows belong to each other one by one: meanSquaredError or meanAbsoluteError compare those.',
    formula: "2\\,\\mathbb{E}\\|y - x\\| - \\mathbb{E}\\|y - y'\\| - \\mathbb{E}\\|x - x'\\|",
    domain: 'All real numbers.',
    source:
      'G. J. Székely and M. L. Rizzo, Energy statistics: A class of statistics based on distances, 2013, doi:10.1016/j.jspi.2013.03.018',
    elsewhere: ['scipy.stats.energy_distance'],
    options: { perSample: 'Whether each entry of the first axis is a group of its own.' },
  },
  ensembleCrps: {
    summary: 'How far its members are from the target, less half of how far they are from each other.',
    useWhen: 'A model predicts by samples, and these are to be calibrated and sharp.',
    avoidWhen: "Mean and variance say all: gaussianCrps; or there are so many members that pairs don't fit.",
    formula: '\\frac1m \\sum_i |x_i - y| - \\frac{1}{2 m^2} \\sum_{i,j} |x_i - x_j|',
    domain: 'All real numbers.',
    source:
      'T. Gneiting and A. E. Raftery, Strictly Proper Scoring Rules, Prediction, and Estimation, 2007, doi:10.1198/016214506000001437; C. A. T. Ferro, Fair scores for ensemble forecasts, 2014, doi:10.1002/qj.2270',
    elsewhere: ['properscoring.crps_ensemble'],
    options: { fair: 'Whether distances between members are averaged over m (m − 1) pairs and not over m².' },
  },
  evidential: {
    summary:
      'The logits are evidence for the classes, and evidence of all together says how sure the model is.',
    useWhen: 'A classifier is to say of a row that it knows nothing, as of one unlike all that it has seen.',
    avoidWhen:
      'Probabilities have to be calibrated or ranked finely: crossEntropy is a proper score of them.',
    formula:
      '\\sum_k (y_k - p_k)^2 + \\frac{p_k (1 - p_k)}{S + 1} + \\lambda\\, \\mathrm{KL}\\left(\\mathrm{Dir}(\\tilde\\alpha) \\,\\|\\, \\mathrm{Dir}(1)\\right), \\quad \\alpha = 1 + \\log(1 + e^{z})',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'M. Sensoy, L. Kaplan and M. Kandemir, Evidential Deep Learning to Quantify Classification Uncertainty, 2018, arXiv:1806.01768',
    elsewhere: ['torch_uncertainty.losses.DECLoss'],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      klWeight: 'How much evidence for wrong classes costs, 0 to 1.',
    },
  },
  expectile: {
    summary:
      'The squared error with one weight where the prediction is too low and another where it is too high.',
    useWhen: 'Too low costs more than too high, and large errors most of all.',
    avoidWhen: 'A share of the targets is to be below the prediction: pinball; or there are outliers.',
    formula:
      '\\begin{cases} \\tau\\,(y - \\hat y)^2 & \\hat y \\le y \\\\ (1 - \\tau)(\\hat y - y)^2 & \\text{otherwise} \\end{cases}',
    domain: 'All real numbers.',
    source:
      'W. K. Newey and J. L. Powell, Asymmetric Least Squares Estimation and Testing, 1987, doi:10.2307/1911031',
    elsewhere: [],
    options: { expectile: 'Weight of predictions that are too low; between 0 and 1.' },
  },
  fastAp: {
    summary:
      'One minus the average precision with which a row finds the rows of its label, from histograms of its distances.',
    useWhen: 'What is judged is the order of a retrieval, and batches are large.',
    avoidWhen:
      'Batches hold few rows of each label: the precision of a handful of rows is a matter of chance.',
    formula: '1 - \\frac{1}{|P_i|} \\sum_k \\frac{h_k^+ H_k^+}{H_k}',
    domain: 'Labels are integers; embeddings are any real numbers, and their lengths do not matter.',
    source: 'F. Cakir et al., Deep Metric Learning to Rank, 2019, doi:10.1109/CVPR.2019.00196',
    elsewhere: ['pytorch_metric_learning.losses.FastAPLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      bins: 'How many parts the range of distances has, at least 1.',
    },
  },
  gammaNll: {
    summary: 'How unlikely a positive amount is under a gamma distribution, given the logarithm of its mean.',
    useWhen: 'Amounts are positive and spread in proportion to their mean: costs, waiting times, incomes.',
    avoidWhen: 'Amounts can be 0: tweedie; or the spread is the same everywhere: meanSquaredError.',
    formula: 'y\\,e^{-z} + z',
    domain: 'Amounts above 0; logarithms of means of at least −88.',
    source:
      'P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed., 1989, chapter 8, doi:10.1007/978-1-4899-3242-6',
    elsewhere: ['torch.distributions.Gamma', 'sklearn.metrics.mean_gamma_deviance'],
    options: {},
  },
  gaussianCrps: {
    summary: 'The absolute error for a prediction that says how sure it is.',
    useWhen: 'Forecasts are to be calibrated and sharp, and outliers must not swell every variance.',
    avoidWhen: 'Forecasts are compared in nats, or tails are what matters: gaussianNll.',
    formula:
      '\\sigma \\left( z\\,(2 \\Phi(z) - 1) + 2 \\phi(z) - \\frac{1}{\\sqrt\\pi} \\right), \\quad z = \\frac{\\mu - y}{\\sigma}',
    domain: 'Targets and means are real numbers, variances at least 0.',
    source:
      'T. Gneiting, A. E. Raftery, A. H. Westveld and T. Goldman, Calibrated Probabilistic Forecasting Using Ensemble Model Output Statistics and Minimum CRPS Estimation, 2005, doi:10.1175/MWR2904.1',
    elsewhere: ['properscoring.crps_gaussian'],
    options: { eps: 'Smallest variance that counts, in squared units of `yTrue`; > 0.' },
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
    elsewhere: ['torch.nn.functional.gaussian_nll_loss'],
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
    elsewhere: ['kornia.losses.geman_mcclure_loss'],
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
    elsewhere: ['keras.losses.CategoricalGeneralizedCrossEntropy'],
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
    elsewhere: ['monai.losses.GeneralizedDiceLoss'],
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
    elsewhere: ['optax.losses.generalized_kl_divergence'],
    options: {},
  },
  generalizedLiftedStructure: {
    summary: 'The far partners of a row against the near rows of other labels, all at once.',
    useWhen: 'The hardest triplets are to be learnt from, but not from a single pair each.',
    avoidWhen: 'Classes differ in size: the loss grows with the logarithm of the number of partners.',
    formula:
      '\\max\\Big(0, \\log \\sum_{p \\in P_i} e^{d_{ip}} + \\log \\sum_{n \\in N_i} e^{m - d_{in}}\\Big)',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'A. Hermans, L. Beyer and B. Leibe, In Defense of the Triplet Loss for Person Re-Identification, 2017, arXiv:1703.07737',
    elsewhere: ['pytorch_metric_learning.losses.GeneralizedLiftedStructureLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'By how much other labels should be further away, above 0.',
    },
  },
  giou: {
    summary: 'The IoU loss, plus how much of the smallest box around both is in neither.',
    useWhen: 'Boxes are predicted, and may lie apart from the true ones at first.',
    avoidWhen:
      'One box lies inside the other for long, where it is the IoU loss: ciou pulls the centres together.',
    formula: '1 - \\frac{|A \\cap B|}{|A \\cup B|} + \\frac{|C| - |A \\cup B|}{|C|}',
    domain: 'All real numbers; corners in order.',
    source: 'H. Rezatofighi et al., Generalized Intersection over Union, 2019, arXiv:1902.09630',
    elsewhere: ['torchvision.ops.generalized_box_iou_loss'],
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
    elsewhere: ['optax.l2_loss'],
    options: {},
  },
  hardBootstrapping: {
    summary: 'Cross-entropy to a mixture of the label and the class that the model finds most probable.',
    useWhen: 'Some labels are wrong, and the model that is trained on is right about most of them.',
    avoidWhen: 'Training starts from nothing: first guesses are held to be true.',
    formula:
      '-\\sum_c \\left( \\beta t_c + (1 - \\beta) [c = \\hat c] \\right) \\log p_c,\\quad p_c = \\frac{e^{z_c}}{\\sum_j e^{z_j}},\\ \\hat c = \\arg\\max_c p_c',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'S. Reed et al., Training Deep Neural Networks on Noisy Labels with Bootstrapping, 2014, arXiv:1412.6596',
    elsewhere: [],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      beta: 'Share of the label in the target, 0 to 1; 1 gives `crossEntropy`.',
    },
  },
  hausdorffDistance: {
    summary:
      'A wrong pixel costs the more the further it is from the outlines, so that the largest distance between both outlines shrinks.',
    useWhen: 'Segmentation that is judged by its Hausdorff distance, beside a loss of the overlap.',
    avoidWhen: 'From scratch: far errors of a first guess count by the square of their distance.',
    formula: '\\frac{1}{n} \\sum_q (t_q - p_q)^2 \\big(d_t(q)^\\alpha + d_p(q)^\\alpha\\big)',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'D. Karimi and S. E. Salcudean, Reducing the Hausdorff Distance in Medical Image Segmentation with Convolutional Neural Networks, 2019, arXiv:1904.10030',
    elsewhere: ['monai.losses.HausdorffDTLoss'],
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of pixels that are in no class and whose probabilities count as 0.',
      alpha: 'Power of the distances, above 0: how much more far pixels count.',
    },
  },
  hinge: {
    summary: '0 where the score has the right sign and a margin of 1, else the margin violation.',
    useWhen: 'You want the decision only, with a margin, as a support vector machine does.',
    avoidWhen: 'You need probabilities: the scores of a hinge have no scale.',
    formula: '\\max(0, 1 - y z)',
    domain: 'Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.',
    source: 'C. Cortes and V. Vapnik, Support-vector networks, 1995, doi:10.1007/BF00994018',
    elsewhere: ['keras.losses.Hinge', 'optax.hinge_loss'],
    options: {},
  },
  hingeDiscriminator: {
    summary: 'Real examples are to score at least 1, generated ones at most −1.',
    useWhen:
      'A discriminator is trained against a generator, as with spectral normalisation; a good first choice.',
    avoidWhen: 'Scores are to measure a distance of distributions: that is wassersteinCritic.',
    formula: '\\max(0, 1 - D(x)) + \\max(0, 1 + D(\\tilde x))',
    domain: 'All real numbers.',
    source:
      'T. Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018, arXiv:1802.05957',
    elsewhere: [],
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
    elsewhere: ['torch.nn.functional.hinge_embedding_loss'],
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
    elsewhere: [
      'torch.nn.functional.huber_loss',
      'keras.losses.Huber',
      'optax.huber_loss',
      'tf.losses.huberLoss',
    ],
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
    elsewhere: ['segmentation_models_pytorch.losses.JaccardLoss'],
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
    elsewhere: ['scipy.spatial.distance.jensenshannon'],
    options: {},
  },
  jsdCrossEntropy: {
    summary: 'An example is to be classified, and it and two augmentations of it are to be classified alike.',
    useWhen:
      'A classifier of pictures is to give the same answer however they are distorted, as with AugMix.',
    avoidWhen:
      'There are no augmentations of each example: crossEntropy; a third of the rows would be enough.',
    formula:
      '-\\sum_c t_c \\log p_c + \\tfrac{\\alpha}{3} \\left( \\mathrm{KL}(p \\| m) + \\mathrm{KL}(q \\| m) + \\mathrm{KL}(r \\| m) \\right), \\quad m = \\tfrac13 (p + q + r)',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'D. Hendrycks et al., AugMix: A Simple Data Processing Method to Improve Robustness and Uncertainty, 2020, arXiv:1912.02781',
    elsewhere: ['timm.loss.JsdCrossEntropy'],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      alpha: 'How much the divergence counts, at least 0. Default 12, as in the paper.',
    },
  },
  klDivergence: {
    summary: 'What it costs in nats to take the predicted distribution for the true one.',
    useWhen: 'Targets are distributions, as in distillation and label smoothing.',
    avoidWhen: 'Targets are class ids: crossEntropy differs by a constant only and takes them directly.',
    formula: '\\sum_c y_c (\\log y_c - \\ell_c)',
    domain: 'Targets of at least 0, each row summing to 1; log probabilities of at most 0, −∞ included.',
    source:
      'S. Kullback and R. A. Leibler, On Information and Sufficiency, 1951, doi:10.1214/aoms/1177729694',
    elsewhere: ['torch.nn.functional.kl_div', 'keras.losses.KLDivergence', 'optax.kl_divergence'],
    options: {},
  },
  knowledgeDistillation: {
    summary:
      'A student is to give the classes the probabilities that its teacher gives them, both softened by a temperature.',
    useWhen: 'A small classifier learns from a large one, or from several that are averaged.',
    avoidWhen: 'The teacher gives probabilities: klDivergence takes them, without a temperature.',
    formula:
      'T^2 \\sum_c p_c \\log \\frac{p_c}{q_c}, \\quad p = \\mathrm{softmax}(t / T),\\; q = \\mathrm{softmax}(z / T)',
    domain: 'All real numbers.',
    source:
      'G. Hinton, O. Vinyals and J. Dean, Distilling the Knowledge in a Neural Network, 2015, arXiv:1503.02531',
    elsewhere: [],
    options: {
      temperature:
        'What the scores of both are divided by, above 0: the larger, the more the unlikely classes count.',
    },
  },
  l1Penalty: {
    summary: 'Pulls every parameter towards 0 with the same force, so that many become exactly 0.',
    useWhen: 'Few parameters should remain: it sets the others to exactly 0.',
    avoidWhen: 'Features are correlated: it keeps one of them at random; l2Penalty shares.',
    formula: '\\lambda\\, |w|',
    domain: 'All real numbers.',
    source:
      'R. Tibshirani, Regression Shrinkage and Selection via the Lasso, 1996, doi:10.1111/j.2517-6161.1996.tb02080.x',
    elsewhere: ['keras.regularizers.L1'],
    options: { lambda: 'Strength of the penalty, ≥ 0.' },
  },
  l2Penalty: {
    summary: 'Pulls every parameter towards 0 in proportion to its size.',
    useWhen: 'A model overfits or features are correlated; the default penalty.',
    avoidWhen: 'You want parameters to be exactly 0: l1Penalty does that.',
    formula: '\\frac{\\lambda}{2}\\, w^2',
    domain: 'All real numbers.',
    source: 'A. E. Hoerl and R. W. Kennard, Ridge Regression, 1970, doi:10.1080/00401706.1970.10488634',
    elsewhere: ['keras.regularizers.L2'],
    options: { lambda: 'Strength of the penalty, ≥ 0.' },
  },
  labelRelaxation: {
    summary:
      'Label smoothing in which the model may spread the smoothed share over the other classes as it likes, and a row that gives the true class enough costs exactly nothing.',
    useWhen: 'Probabilities shall be calibrated, and label smoothing makes all wrong classes the same.',
    avoidWhen: 'Rows that are right must go on teaching, as for distillation: they have no gradient here.',
    formula:
      '\\sum_c t_c [p_c < 1 - \\alpha] \\left( (1 - \\alpha) \\log \\frac{1 - \\alpha}{p_c} + \\alpha \\log \\frac{\\alpha}{1 - p_c} \\right)',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'J. Lienen and E. Hüllermeier, From Label Smoothing to Label Relaxation, 2021, doi:10.1609/aaai.v35i10.17041',
    elsewhere: [],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      alpha:
        'Probability that is left to the other classes; at least 0, below 1, and 0 gives `crossEntropy`.',
    },
  },
  lambdaLoss: {
    summary:
      'The pairwise logistic loss, with each pair weighed by its gains and by how many ranks are between its two items.',
    useWhen: 'Rankings are judged by NDCG, and the loss is to be a bound of it.',
    avoidWhen: 'Only the first few ranks count: lambdaRank has topK.',
    formula:
      '\\sum_{y_i > y_j} |G_i - G_j| \\left(D_{|r_i - r_j|} - D_{|r_i - r_j| + 1}\\right) \\log\\left(1 + e^{-(z_i - z_j)}\\right)',
    domain: 'Relevances of at least 0; scores are any real numbers.',
    source:
      'X. Wang et al., The LambdaLoss framework for ranking metric optimization, 2018, doi:10.1145/3269206.3271784',
    elsewhere: ['tfr.keras.losses.PairwiseLogisticLoss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
    },
  },
  lambdaRank: {
    summary:
      'The pairwise logistic loss, with each pair weighed by how much NDCG changes when its two items change places.',
    useWhen: 'Rankings are judged by NDCG, and a robust loss is wanted for it.',
    avoidWhen: 'All pairs in the wrong order are equally bad: that is pairwiseLogistic.',
    formula: '\\sum_{y_i > y_j} |G_i - G_j|\\,|D_i - D_j| \\log\\left(1 + e^{-(z_i - z_j)}\\right)',
    domain: 'Relevances of at least 0; scores are any real numbers.',
    source:
      'C. Burges, R. Ragno and Q. Le, Learning to rank with nonsmooth cost functions, 2006, doi:10.7551/mitpress/7503.003.0029',
    elsewhere: ['tfr.keras.losses.PairwiseLogisticLoss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
      topK: 'How many ranks count, for NDCG of the first k: the discount of later ranks is 0. Default: all.',
    },
  },
  laplaceNll: {
    summary: 'How unlikely the target is under a Laplace distribution with the predicted mean and variance.',
    useWhen:
      'The model is to say how sure it is, and some targets are further off than a normal one would be.',
    avoidWhen: 'Errors are normal: gaussianNll; or outliers are extreme: studentTNll.',
    formula:
      '\\frac12 \\log \\sigma^2 + \\frac{\\sqrt2\\,|\\mu - y|}{\\sigma} \\;\\left( + \\tfrac12 \\log 2 \\right)',
    domain: 'Targets and means are real numbers, variances at least 0.',
    source:
      'S. Kotz, T. J. Kozubowski and K. Podgórski, The Laplace Distribution and Generalizations, 2001, doi:10.1007/978-1-4612-0173-1',
    elsewhere: ['torch.distributions.Laplace'],
    options: {
      eps: 'Smallest variance that counts, in squared units of `yTrue`; > 0.',
      full: 'Whether to add log(2) / 2, so that it is minus the log density.',
    },
  },
  ldam: {
    summary:
      'Softmax cross-entropy in which the true class must be ahead by a margin, a wider one for rarer classes.',
    useWhen: 'Some classes are much rarer than others, and the last layer gives cosines.',
    avoidWhen: 'Classes are balanced, or logits are not bounded: the scale makes them far too sure.',
    formula:
      '-\\sum_c t_c \\log \\frac{e^{s (z_c - \\Delta_c)}}{e^{s (z_c - \\Delta_c)} + \\sum_{j \\ne c} e^{s z_j}},\\quad \\Delta_c = m \\Big( \\frac{\\min_j n_j}{n_c} \\Big)^{1/4}',
    domain:
      'Logits are any real numbers, cosines for the default scale; labels are class ids or distributions.',
    source:
      'K. Cao et al., Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss, 2019, arXiv:1906.07413',
    elsewhere: [],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      classCounts:
        'Rows of each class in the training data, shape [classes]; below 1 counts as 1. Default: all equal.',
      maxMargin: 'Margin of the rarest class, ≥ 0.',
      scale: 'What scores and margins are multiplied by, above 0.',
    },
  },
  leastSquaresDiscriminator: {
    summary: 'Real examples are to score 1, generated ones 0.',
    useWhen:
      'A discriminator is trained against a generator, and its slopes should not vanish where it is sure.',
    avoidWhen: 'Some scores go far out, where a square counts most: take hingeDiscriminator.',
    formula: '\\tfrac{1}{2} (D(x) - b)^2 + \\tfrac{1}{2} (D(\\tilde x) - a)^2',
    domain: 'All real numbers.',
    source: 'X. Mao et al., Least Squares Generative Adversarial Networks, 2017, arXiv:1611.04076',
    elsewhere: [],
    options: {
      realLabel: 'What real examples should score.',
      fakeLabel: 'What generated examples should score.',
    },
  },
  leastSquaresGenerator: {
    summary: 'Generated examples are to score as real ones do.',
    useWhen: 'A generator is trained against leastSquaresDiscriminator.',
    avoidWhen: 'The discriminator is trained with a hinge: wassersteinGenerator is its other side.',
    formula: '\\tfrac{1}{2} (D(\\tilde x) - c)^2',
    domain: 'All real numbers.',
    source: 'X. Mao et al., Least Squares Generative Adversarial Networks, 2017, arXiv:1611.04076',
    elsewhere: [],
    options: { realLabel: 'What the discriminator gives to real examples.' },
  },
  liftedStructure: {
    summary: 'Each pair of rows of one label against all rows of other labels that are near either of them.',
    useWhen:
      'Embeddings by class labels, where a pair is to learn from the whole batch, not from one negative.',
    avoidWhen:
      'Distances are unbounded and batches small: squares let a few far pairs have all the gradient.',
    formula:
      '\\frac{1}{2 |P_i|} \\sum_{p \\in P_i} \\max\\Big(0, \\log \\sum_{n \\in N_i} \\big(e^{m - d_{in}} + e^{m - d_{pn}}\\big) + d_{ip}\\Big)^2',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'H. O. Song et al., Deep Metric Learning via Lifted Structured Feature Embedding, 2016, arXiv:1511.06452',
    elsewhere: ['pytorch_metric_learning.losses.LiftedStructureLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      margin: 'By how much other labels should be further away, above 0.',
    },
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
    elsewhere: ['torch.nn.functional.linear_cross_entropy'],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      bias: 'What is added to the logits, shape [classes]. Default: nothing.',
      chunkSize: 'How many rows at a time, at least 1. Default: as many as have a million logits.',
    },
  },
  listMle: {
    summary:
      'How unlikely the order of the relevances is when items are drawn by their scores, one after the other, without putting them back (the Plackett–Luce model).',
    useWhen: 'The whole order of each list is known, as of the finishers of a race.',
    avoidWhen:
      'Many items are equally relevant: their order counts as well; take pairwiseLogistic or rankingSoftmax.',
    formula: '-\\sum_i \\log \\frac{e^{z_{\\pi(i)}}}{\\sum_{k \\ge i} e^{z_{\\pi(k)}}}',
    domain: 'All real numbers.',
    source:
      'F. Xia et al., Listwise approach to learning to rank: theory and algorithm, 2008, doi:10.1145/1390156.1390306',
    elsewhere: ['tfr.keras.losses.ListMLELoss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
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
    elsewhere: ['keras.losses.LogCosh', 'optax.log_cosh'],
    options: {},
  },
  logHausdorffDistance: {
    summary:
      "The logarithm of that of the Hausdorff distance, so that far errors at the start don't drown everything else.",
    useWhen: 'hausdorffDistance outweighs the losses beside it at the start.',
    avoidWhen: 'Pictures without any of a class are common: nothing then speaks against a little of it.',
    formula:
      '\\log\\Big(1 + \\frac{1}{n} \\sum_q (t_q - p_q)^2 \\big(d_t(q)^\\alpha + d_p(q)^\\alpha\\big)\\Big)',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'D. Karimi and S. E. Salcudean, Reducing the Hausdorff Distance in Medical Image Segmentation with Convolutional Neural Networks, 2019, arXiv:1904.10030',
    elsewhere: ['monai.losses.LogHausdorffDTLoss'],
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of pixels that are in no class and whose probabilities count as 0.',
      alpha: 'Power of the distances, above 0: how much more far pixels count.',
    },
  },
  logitAdjusted: {
    summary:
      'Softmax cross-entropy of logits to which the log frequency of each class was added, so that the model learns what speaks for a class beside how frequent it is.',
    useWhen: 'Some classes are rare in the training data and count as much as the others when judged.',
    avoidWhen: 'The data that is predicted has the same frequencies: crossEntropy is then right as it is.',
    formula: '-\\sum_c t_c \\log \\frac{\\pi_c^\\tau e^{z_c}}{\\sum_j \\pi_j^\\tau e^{z_j}}',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source: 'A. K. Menon et al., Long-tail learning via logit adjustment, 2020, arXiv:2007.07314',
    elsewhere: [],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      classCounts:
        "Rows of each class in the training data, or their shares, shape [classes]; a class with 0 can't be predicted while training. Default: all equal, which is `crossEntropy`.",
      tau: 'How much of the frequency is taken up; 0 gives `crossEntropy`.',
    },
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
    elsewhere: ['segmentation_models_pytorch.losses.LovaszLoss'],
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
    elsewhere: [
      'segmentation_models_pytorch.losses.LovaszLoss',
      'segmentation_models_pytorch.losses.lovasz._lovasz_softmax',
    ],
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
    avoidWhen: 'Whole lists are known: pairwiseHinge and rankingSoftmax use them at once.',
    formula: '\\max(0, m - y\\,(a - b))',
    domain: 'Targets are −1 or 1; scores are any real numbers.',
    source:
      'R. Herbrich, T. Graepel and K. Obermayer, Support vector learning for ordinal regression, 1999, doi:10.1049/cp:19991091',
    elsewhere: ['torch.nn.functional.margin_ranking_loss'],
    options: { margin: 'By how much the right one should be higher, in units of the scores.' },
  },
  matthews: {
    summary:
      'One minus the Matthews correlation coefficient, which counts what is rightly left out as much as what is rightly found.',
    useWhen:
      'Segmentation in which foreground and background are both to be right, whichever of them is rare.',
    avoidWhen: 'The background is endless and nobody counts it (dice, tversky), or groups often lack it.',
    formula:
      '1 - \\frac{\\mathrm{TP} \\cdot \\mathrm{TN} - \\mathrm{FP} \\cdot \\mathrm{FN}}{\\sqrt{(\\mathrm{TP} + \\mathrm{FP})(\\mathrm{TP} + \\mathrm{FN})(\\mathrm{TN} + \\mathrm{FP})(\\mathrm{TN} + \\mathrm{FN})}}',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'K. Abhishek and G. Hamarneh, Matthews Correlation Coefficient Loss for Deep Convolutional Networks: Application to Skin Lesion Segmentation, 2021, doi:10.1109/ISBI48211.2021.9433782, arXiv:2010.13454',
    elsewhere: ['segmentation_models_pytorch.losses.MCCLoss'],
    options: {
      classWeights: 'One weight per class, for the mean over the classes.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      presentOnly:
        'Whether a class that no target of the group has is ignored. Default true; with false it costs about 1.',
      smooth: 'Added to each of the four areas, as a share of all rows; above 0.',
    },
  },
  maximumMeanDiscrepancy: {
    summary: '0 if both are the same, whatever the order of their rows.',
    useWhen:
      'A generator is to have the distribution of the data, or two domains the same features, at a known scale.',
    avoidWhen:
      'No scale is known: rows further apart than a few bandwidths have no gradient; energyDistance needs none.',
    formula:
      "\\mathbb{E}\\,k(y, y') + \\mathbb{E}\\,k(x, x') - 2\\,\\mathbb{E}\\,k(y, x), \\quad k(a, b) = e^{-\\|a - b\\|^2 / 2 \\sigma^2}",
    domain: 'All real numbers.',
    source:
      'A. Gretton et al., A Kernel Two-Sample Test, Journal of Machine Learning Research 13, 2012, doi:10.5555/2188385.2188410',
    elsewhere: [],
    options: {
      bandwidth: 'At what distance rows are no longer alike, above 0, in units of the components.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
    },
  },
  meanAbsoluteError: {
    summary: 'The size of the residual, so that an outlier pulls no harder than any other element.',
    useWhen: 'Outliers are many, or the median is wanted.',
    avoidWhen: 'Training must end exactly: the gradient does not shrink near the target.',
    formula: '|\\hat y - y|',
    domain: 'All real numbers.',
    source: 'P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed., 2009, doi:10.1002/9780470434697',
    elsewhere: [
      'torch.nn.functional.l1_loss',
      'keras.losses.MeanAbsoluteError',
      'tf.losses.absoluteDifference',
    ],
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
    elsewhere: ['keras.losses.MeanAbsolutePercentageError'],
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
    elsewhere: [
      'torch.nn.functional.mse_loss',
      'keras.losses.MeanSquaredError',
      'optax.squared_error',
      'tf.losses.meanSquaredError',
    ],
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
    elsewhere: ['keras.losses.MeanSquaredLogarithmicError'],
    options: {},
  },
  mixtureNll: {
    summary: 'How unlikely the target is under a distribution with several peaks.',
    useWhen: 'One input has several likely targets, as in inverse problems and forecasts of motion.',
    avoidWhen: 'There is one peak: gaussianNll is simpler and has fewer local minima.',
    formula:
      '-\\log \\sum_k \\frac{\\operatorname{softmax}(a)_k}{\\sigma_k} \\exp\\left(-\\frac{(\\mu_k - y)^2}{2 \\sigma_k^2}\\right) \\;\\left( + \\tfrac12 \\log 2\\pi \\right)',
    domain: 'All real numbers; logarithms of scales up to 88.',
    source: 'C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 5.6',
    elsewhere: ['torch.distributions.MixtureSameFamily'],
    options: {
      eps: 'Smallest variance that counts, in squared units of `yTrue`; > 0.',
      full: 'Whether to add log(2π) / 2, so that it is minus the log density.',
    },
  },
  msSsim: {
    summary: 'As ssim, for detail and for the picture as seen from afar.',
    useWhen:
      'Pictures of a few hundred pixels are restored or generated, whatever the distance they are seen from.',
    avoidWhen: 'Pictures are small: ssim takes one window.',
    formula: '1 - \\mathrm{SSIM}(x_M, y_M)^{\\beta_M} \\prod_{j<M} \\mathrm{CS}(x_j, y_j)^{\\beta_j}',
    domain: 'Real numbers, usually from 0 to dataRange.',
    source:
      'Z. Wang, E. P. Simoncelli and A. C. Bovik, Multiscale structural similarity for image quality assessment, 2003, doi:10.1109/ACSSC.2003.1292216',
    elsewhere: [
      'pytorch_msssim.ms_ssim',
      'torchmetrics.functional.image.multiscale_structural_similarity_index_measure',
    ],
    options: {
      windowSize: 'Side of a window in pixels, a whole number, at least 1.',
      sigma: 'Standard deviation of the weights in a window, in pixels, above 0.',
      k1: 'Stabilises dark windows, in ranges, above 0.',
      k2: 'Stabilises windows without contrast, in ranges, above 0.',
      dataRange: 'Largest possible difference of two pixels, above 0: 255 for pixels from 0 to 255.',
      powerFactors:
        'β of every scale, from the finest to the coarsest, above 0; as many as there are scales. Default [0.0448, 0.2856, 0.3001, 0.2363, 0.1333].',
    },
  },
  multiMargin: {
    summary: 'The margin violations of the true class against each other one, summed.',
    useWhen: 'You want every wrong class below the right one by a margin.',
    avoidWhen: 'You need probabilities, or classes are many: it sums over all of them.',
    formula: '\\sum_c t_c \\frac1C \\sum_{i \\ne c} \\max(0, m + z_i - z_c)^p',
    domain: 'Scores are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'J. Weston and C. Watkins, Support vector machines for multi-class pattern recognition, 1999; Y. Lee, Y. Lin and G. Wahba, Multicategory Support Vector Machines, 2004, doi:10.1198/016214504000000098',
    elsewhere: ['torch.nn.functional.multi_margin_loss'],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      p: 'Power of what is missing, 1 or 2.',
      margin: 'By how much the score of the true class should be above each other.',
    },
  },
  multiSimilarity: {
    summary:
      'Cosines within a label are to be above `base`, those between labels below; the hardest pairs of a row count most.',
    useWhen: 'Embeddings by class labels for retrieval, in batches with several examples of each class.',
    avoidWhen: 'The cosine that pairs are to have is not known: `base` is a threshold for all of them.',
    formula:
      '\\frac1\\alpha \\log\\Big(1 + \\sum_{p \\in P_i} e^{-\\alpha (s_{ip} - \\lambda)}\\Big) + \\frac1\\beta \\log\\Big(1 + \\sum_{n \\in N_i} e^{\\beta (s_{in} - \\lambda)}\\Big)',
    domain: 'Labels are integers; embeddings are any real numbers, and their lengths do not matter.',
    source:
      'X. Wang et al., Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning, 2019, arXiv:1904.06627',
    elsewhere: ['pytorch_metric_learning.losses.MultiSimilarityLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      alpha: 'α: how sharply the positives are told apart, above 0.',
      beta: 'β: how sharply the negatives are told apart, above 0.',
      base: 'The cosine that divides positives from negatives, −1 to 1.',
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
    elsewhere: ['optax.losses.multiclass_hinge_loss'],
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
    elsewhere: ['optax.losses.multiclass_perceptron_loss'],
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
    elsewhere: ['optax.losses.multiclass_sparsemax_loss'],
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
    elsewhere: ['torch.nn.functional.multilabel_margin_loss'],
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
    elsewhere: ['torch.nn.functional.multilabel_soft_margin_loss'],
    options: { classWeights: 'One factor ≥ 0 per class. Default: all 1.' },
  },
  nPairs: {
    summary: 'The product of a row with its partner is to be above those with all rows of other labels.',
    useWhen: 'Embeddings by class labels that are compared by their products, with many classes in a batch.',
    avoidWhen: 'Rows are compared by their cosines: ntXent is this loss with those, and a temperature.',
    formula:
      '\\frac{1}{|P_i|} \\sum_{p \\in P_i} \\log\\Big(1 + \\sum_{n \\in N_i} e^{x_i \\cdot x_n - x_i \\cdot x_p}\\Big)',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source:
      'K. Sohn, Improved Deep Metric Learning with Multi-class N-pair Loss Objective, 2016, doi:10.5555/3157096.3157304',
    elsewhere: ['pytorch_metric_learning.losses.NTXentLoss'],
    options: { ignoreIndex: 'Label of rows to ignore.' },
  },
  nca: {
    summary:
      'A neighbour of the row that is drawn at random, near ones rather than far ones, is to have its label.',
    useWhen: 'Embeddings that a nearest-neighbour classifier is to use, of classes that have several forms.',
    avoidWhen: 'Distances start out large: beyond a few units the nearest neighbour alone has a gradient.',
    formula:
      '-\\log \\frac{\\sum_{p \\in P_i} e^{-\\alpha d_{ip}^2}}{\\sum_{j \\ne i} e^{-\\alpha d_{ij}^2}}',
    domain: 'Labels are integers; embeddings are any real numbers.',
    source: 'J. Goldberger et al., Neighbourhood Components Analysis, 2004, doi:10.5555/2976040.2976105',
    elsewhere: ['pytorch_metric_learning.losses.NCALoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      softmaxScale: 'What the squared distances are multiplied by, above 0: how near a neighbour has to be.',
    },
  },
  negativeBinomialNll: {
    summary:
      'How unlikely a count is under a negative binomial distribution, given the logarithm of its mean.',
    useWhen: 'Counts vary more than a Poisson distribution does, as goals, claims or visits do.',
    avoidWhen: 'Targets are amounts and not counts: tweedie; or the dispersion is near 0: poissonNll.',
    formula: '\\tfrac1\\alpha \\log(1 + \\alpha e^{z}) + y \\log\\left(1 + \\tfrac1\\alpha e^{-z}\\right)',
    domain: 'Counts of at least 0; logarithms of rates are all real numbers.',
    source:
      'A. C. Cameron and P. K. Trivedi, Econometric models based on count data, 1986, doi:10.1002/jae.3950010104',
    elsewhere: ['torch.distributions.NegativeBinomial'],
    options: {
      dispersion:
        "How much the counts vary beyond a Poisson distribution; > 0. PyTorch's `total_count` is 1/dispersion.",
    },
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
    elsewhere: ['torch.nn.functional.nll_loss'],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
  normalizedSoftmax: {
    summary: "The embedding is to point where its class's centre does, more than where any other one does.",
    useWhen: 'Embeddings by class labels, with many classes or few examples of each in a batch.',
    avoidWhen: 'Classes are to be told apart, and no distances are asked for: crossEntropy.',
    formula: '-\\log \\frac{e^{\\cos(x, w_y) / T}}{\\sum_c e^{\\cos(x, w_c) / T}}',
    domain:
      'Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.',
    source:
      'A. Zhai and H.-Y. Wu, Classification is a Strong Baseline for Deep Metric Learning, 2019, arXiv:1811.12649',
    elsewhere: [
      'pytorch_metric_learning.losses.NormalizedSoftmaxLoss',
      'pytorch_metric_learning.losses.ProxyNCALoss',
    ],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      temperature: 'T: how sharp the comparison is, above 0.',
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
    elsewhere: ['optax.losses.ntxent', 'pytorch_metric_learning.losses.NTXentLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      temperature: 'What the cosines are divided by, above 0.',
    },
  },
  pairwiseHinge: {
    summary: 'Of any two items of a list the more relevant one is to score higher by at least 1.',
    useWhen:
      'Lists whose items have relevances, and pairs in the right order by a margin need no more training.',
    avoidWhen: 'Pairs come one by one instead of in lists: marginRanking takes two scores and a sign.',
    formula: '\\sum_{y_i > y_j} \\max(0, 1 - (z_i - z_j))',
    domain: 'All real numbers.',
    source: 'T. Joachims, Optimizing search engines using clickthrough data, 2002, doi:10.1145/775047.775067',
    elsewhere: ['tfr.keras.losses.PairwiseHingeLoss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
    },
  },
  pairwiseLogistic: {
    summary: 'Of any two items of a list the more relevant one is to score higher.',
    useWhen: 'Lists whose items have relevances, and every pair in the wrong order is equally bad.',
    avoidWhen: 'The top of the list matters more: lambdaRank weighs the pairs by what they cost there.',
    formula: '\\sum_{y_i > y_j} \\log\\left(1 + e^{-(z_i - z_j)}\\right)',
    domain: 'All real numbers.',
    source: 'C. Burges et al., Learning to rank using gradient descent, 2005, doi:10.1145/1102351.1102363',
    elsewhere: ['tfr.keras.losses.PairwiseLogisticLoss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
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
    elsewhere: ['optax.losses.perceptron_loss'],
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
    elsewhere: ['sklearn.metrics.mean_pinball_loss'],
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
    elsewhere: ['torch.nn.functional.poisson_nll_loss', 'keras.losses.Poisson'],
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
    elsewhere: ['optax.losses.poly_loss_cross_entropy'],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      epsilon:
        'What is added to the coefficient 1 of the first term; ≥ −1. The paper has 2 for pictures, −1 for detection; 0 gives `crossEntropy`. Default 2, as in Optax.',
    },
  },
  proxyAnchor: {
    summary:
      'Each class has a proxy, which is to draw the rows of its class near and to push the others away, the hardest ones most.',
    useWhen: 'Embeddings for retrieval that are to be trained fast: no pairs or triplets are looked for.',
    avoidWhen: "Classes are so many that their proxies don't fit, or new ones come during training.",
    formula:
      '\\frac{1}{|C^+|} \\sum_{c \\in C^+} \\log\\Big(1 + \\sum_{p \\in X_c} e^{-\\alpha (s_{pc} - \\delta)}\\Big) + \\frac{1}{|C|} \\sum_{c \\in C} \\log\\Big(1 + \\sum_{n \\notin X_c} e^{\\alpha (s_{nc} + \\delta)}\\Big)',
    domain:
      'Embeddings and proxies are any real numbers, whose lengths do not matter; labels are class ids or distributions.',
    source: 'S. Kim et al., Proxy Anchor Loss for Deep Metric Learning, 2020, arXiv:2003.13911',
    elsewhere: ['pytorch_metric_learning.losses.ProxyAnchorLoss'],
    options: {
      classWeights: 'One weight ≥ 0 per class.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      margin: 'δ: how far beyond 0 the cosines are to be, at least 0.',
      scale: 'α: how much the hardest rows outweigh the others, above 0.',
    },
  },
  proxyNca: {
    summary:
      'Each class has a proxy, and the embedding is to be nearer to that of its class than to those of the others.',
    useWhen: 'A comparison with the first of the losses with proxies.',
    avoidWhen: 'Anything else: normalizedSoftmax and proxyAnchor find better embeddings.',
    formula: '-\\log \\frac{e^{-\\alpha d_y^2}}{\\sum_{c \\ne y} e^{-\\alpha d_c^2}}',
    domain:
      'Embeddings and proxies are any real numbers, whose lengths do not matter; labels are class ids or distributions.',
    source:
      'Y. Movshovitz-Attias et al., No Fuss Distance Metric Learning using Proxies, 2017, arXiv:1703.07464',
    elsewhere: [],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      softmaxScale: 'a: what the squared distances are multiplied by, above 0.',
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
    elsewhere: ['optax.losses.ranking_softmax_loss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
    },
  },
  rnnTransducer: {
    summary:
      'Minus the log probability of a label sequence, over all ways to say its labels one after the other while the frames pass.',
    useWhen:
      'Labels come in order but without their times, and each depends on those before it, as in streaming speech.',
    avoidWhen: 'The model sees frames alone: ctc; or memory for the lattice of frames and labels is short.',
    formula:
      '-\\log \\sum_{a \\in \\mathcal B^{-1}(y)} \\prod_{(t,u) \\in a} \\frac{e^{z_{t,u,a}}}{\\sum_c e^{z_{t,u,c}}}',
    domain: 'Logits are any real numbers; labels are class ids other than the blank.',
    source: 'A. Graves, Sequence Transduction with Recurrent Neural Networks, 2012, arXiv:1211.3711',
    elsewhere: ['torchaudio.functional.rnnt_loss'],
    options: {
      labelLengths:
        'How many labels of each row count, shape [batch]; what stands behind them is never looked at. Default: all.',
      logitLengths:
        'How many frames of each row count, 1 or more, shape [batch]; the others have gradient 0. Default: all.',
      blank: 'Class id of "on to the next frame".',
    },
  },
  sinkhorn: {
    summary:
      'The cost of moving one to the other with half the squared distance as cost, 0 if both are the same, whatever the order of their rows.',
    useWhen:
      'A generator is to have the distribution of the data, and the gradient is to point at rows of the data.',
    avoidWhen: 'Samples have many thousands of rows, or rows belong to each other one by one.',
    formula:
      '\\mathrm{OT}_\\varepsilon(y, x) - \\tfrac{1}{2} \\mathrm{OT}_\\varepsilon(y, y) - \\tfrac{1}{2} \\mathrm{OT}_\\varepsilon(x, x)',
    domain: 'All real numbers.',
    source:
      'J. Feydy et al., Interpolating between Optimal Transport and MMD using Sinkhorn Divergences, 2019, arXiv:1810.08278',
    elsewhere: ['geomloss.SamplesLoss', 'ot.solve_sample', 'scipy.optimize.linear_sum_assignment'],
    options: {
      blur: 'Below what distance rows are no longer told apart, above 0, in units of the components.',
      iterations: 'How many, a whole number, at least 1; more for a small `blur`.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
    },
  },
  smoothL1: {
    summary: 'The absolute error, rounded off to a parabola near 0.',
    useWhen: 'Boxes and other coordinates; huber divided by its threshold.',
    avoidWhen:
      'You compare thresholds: the slope far out is always 1, and 1 / beta says how fast it gets there.',
    formula:
      '\\begin{cases} \\frac{1}{2\\beta} (\\hat y - y)^2 & |\\hat y - y| < \\beta \\\\ |\\hat y - y| - \\frac12 \\beta & \\text{otherwise} \\end{cases}',
    domain: 'All real numbers.',
    source: 'R. Girshick, Fast R-CNN, 2015, doi:10.1109/ICCV.2015.169, arXiv:1504.08083',
    elsewhere: ['torch.nn.functional.smooth_l1_loss'],
    options: { beta: 'Residual below which the loss is quadratic, in units of `yTrue`; ≥ 0.' },
  },
  softBootstrapping: {
    summary: 'Cross-entropy to a mixture of the label and what the model itself predicts.',
    useWhen: 'Some labels are wrong, and the model has seen enough to be right about most of them.',
    avoidWhen: 'Training starts from nothing: the model is made surer of its first guesses.',
    formula:
      '-\\sum_c \\left( \\beta t_c + (1 - \\beta) p_c \\right) \\log p_c,\\quad p_c = \\frac{e^{z_c}}{\\sum_j e^{z_j}}',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'S. Reed et al., Training Deep Neural Networks on Noisy Labels with Bootstrapping, 2014, arXiv:1412.6596',
    elsewhere: [],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      beta: 'Share of the label in the target, 0 to 1; 1 gives `crossEntropy`.',
    },
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
    elsewhere: ['sklearn.metrics.f1_score'],
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
    elsewhere: ['torch.nn.functional.soft_margin_loss'],
    options: {},
  },
  softTriple: {
    summary:
      'The embedding is to be nearer to the centres of its class than to those of any other, where each class has several and the near ones count most.',
    useWhen: 'Embeddings for retrieval, of classes whose examples come in several forms.',
    avoidWhen:
      'There are very many classes: each keeps several centres, and every row is compared with all of them.',
    formula:
      '-\\log \\frac{e^{\\lambda (S_y - \\delta)}}{e^{\\lambda (S_y - \\delta)} + \\sum_{c \\ne y} e^{\\lambda S_c}}, \\quad S_c = \\sum_k \\frac{e^{s_{ck} / \\gamma}}{\\sum_j e^{s_{cj} / \\gamma}} s_{ck}',
    domain:
      'Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.',
    source:
      'Q. Qian et al., SoftTriple Loss: Deep Metric Learning Without Triplet Sampling, 2019, arXiv:1909.05235',
    elsewhere: ['pytorch_metric_learning.losses.SoftTripleLoss'],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      margin: 'δ: by how much the own class is to be more similar, at least 0.',
      scale: 'λ: how sharply classes are compared, above 0.',
      temperature:
        'γ: how sharply the centres of one class are compared, above 0; the smaller, the more the nearest one counts.',
    },
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
    elsewhere: ['optax.losses.sparsemax_loss'],
    options: {},
  },
  sphereFace: {
    summary: "The angle to the own class's centre, several times over, is to be below every other one.",
    useWhen: 'A comparison with the first of the losses with margins on angles.',
    avoidWhen: 'Anything else: arcFace and cosFace are easier to train.',
    formula:
      '-\\log \\frac{e^{s |x| \\psi(\\theta_y)}}{e^{s |x| \\psi(\\theta_y)} + \\sum_{c \\ne y} e^{s |x| \\cos \\theta_c}}',
    domain:
      'Embeddings and centres are any real numbers; labels are class ids or distributions. The length of an embedding says how sure it is.',
    source:
      'W. Liu et al., SphereFace: Deep Hypersphere Embedding for Face Recognition, 2017, arXiv:1704.08063',
    elsewhere: ['pytorch_metric_learning.losses.SphereFaceLoss'],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      margin: 'm: how many times the angle counts, an integer from 1 to 16.',
      scale: 's: how sharp the comparison is, above 0.',
    },
  },
  squaredHinge: {
    summary: 'The squared margin violation.',
    useWhen: 'A hinge that is smooth at the margin.',
    avoidWhen: 'Labels are noisy: a wrong one far out counts squared.',
    formula: '\\max(0, 1 - y z)^2',
    domain: 'Scores are any real numbers; targets are −1 or 1, and 0 is not taken for −1.',
    source:
      'C.-J. Hsieh et al., A dual coordinate descent method for large-scale linear SVM, 2008, doi:10.1145/1390156.1390208',
    elsewhere: ['keras.losses.SquaredHinge'],
    options: {},
  },
  ssim: {
    summary: 'Whether brightness, contrast and structure agree in every window.',
    useWhen: 'Pictures are restored or generated, and are judged by eye.',
    avoidWhen:
      'Exact colours count (meanAbsoluteError beside it), or the pictures are small beside the window.',
    formula:
      '1 - \\frac{(2\\mu_x\\mu_y + C_1)(2\\sigma_{xy} + C_2)}{(\\mu_x^2 + \\mu_y^2 + C_1)(\\sigma_x^2 + \\sigma_y^2 + C_2)}',
    domain: 'Real numbers, usually from 0 to dataRange.',
    source:
      'Z. Wang et al., Image quality assessment: from error visibility to structural similarity, 2004, doi:10.1109/TIP.2003.819861',
    elsewhere: [
      'kornia.losses.ssim_loss',
      'torchmetrics.functional.image.structural_similarity_index_measure',
      'pytorch_msssim.ssim',
      'skimage.metrics.structural_similarity',
    ],
    options: {
      windowSize: 'Side of a window in pixels, a whole number, at least 1.',
      sigma: 'Standard deviation of the weights in a window, in pixels, above 0.',
      k1: 'Stabilises dark windows, in ranges, above 0.',
      k2: 'Stabilises windows without contrast, in ranges, above 0.',
      dataRange: 'Largest possible difference of two pixels, above 0: 255 for pixels from 0 to 255.',
    },
  },
  studentTNll: {
    summary:
      'How unlikely the target is under a Student-t distribution with the predicted mean and variance.',
    useWhen: 'The model is to say how sure it is of each number, and there are outliers.',
    avoidWhen: 'Errors are normal: gaussianNll learns faster; or no variance is wanted: cauchy, barron.',
    formula:
      '\\frac12 \\log \\sigma^2 + \\frac{\\nu + 1}{2} \\log\\left(1 + \\frac{(\\mu - y)^2}{(\\nu - 2)\\,\\sigma^2}\\right) \\;\\left( + \\log \\frac{\\Gamma(\\nu/2) \\sqrt{(\\nu - 2) \\pi}}{\\Gamma((\\nu + 1)/2)} \\right)',
    domain: 'Targets and means are real numbers, variances at least 0.',
    source:
      'T. Bollerslev, A Conditionally Heteroskedastic Time Series Model for Speculative Prices and Rates of Return, 1987, doi:10.2307/1925546',
    elsewhere: ['torch.distributions.StudentT'],
    options: {
      eps: 'Smallest variance that counts, in squared units of `yTrue`; > 0.',
      degreesOfFreedom: 'How light the tails are; > 2.',
      full: 'Whether to add the constant, so that it is minus the log density.',
    },
  },
  subCenterArcFace: {
    summary: '`arcFace` with several centres for each class, of which the nearest one counts.',
    useWhen: 'Some labels are wrong, or a class looks like several: large collections of faces or products.',
    avoidWhen:
      'Classes are clean and compact: arcFace gives each one place, and so shorter distances within it.',
    formula:
      '-\\log \\frac{e^{s \\cos(\\theta_y + m)}}{e^{s \\cos(\\theta_y + m)} + \\sum_{c \\ne y} e^{s \\cos \\theta_c}}, \\quad \\cos \\theta_c = \\max_k \\cos \\theta_{ck}',
    domain:
      'Embeddings and centres are any real numbers, whose lengths do not matter; labels are class ids or distributions.',
    source:
      'J. Deng et al., Sub-center ArcFace: Boosting Face Recognition by Large-Scale Noisy Web Faces, 2020, doi:10.1007/978-3-030-58621-8_43',
    elsewhere: ['pytorch_metric_learning.losses.SubCenterArcFaceLoss'],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
      margin: 'm in radians, 0 to π.',
      scale: 's: how sharp the comparison is, above 0.',
    },
  },
  supervisedContrastive: {
    summary: 'Each row is to recognise all rows of its label among all other rows.',
    useWhen: 'Embeddings by class labels with several examples of each class in a batch.',
    avoidWhen: 'Batches hold one example per class, or no classifier follows on top.',
    formula:
      '-\\frac{1}{|P_i|} \\sum_{p \\in P_i} \\log \\frac{e^{s_{ip}}}{\\sum_{a \\ne i} e^{s_{ia}}}, \\quad s = \\frac{\\cos}{\\tau}',
    domain: 'Labels are integers; embeddings are any real numbers, and their lengths do not matter.',
    source: 'P. Khosla et al., Supervised Contrastive Learning, 2020, arXiv:2004.11362',
    elsewhere: ['pytorch_metric_learning.losses.SupConLoss'],
    options: {
      ignoreIndex: 'Label of rows to ignore.',
      temperature: 'What the cosines are divided by, above 0.',
    },
  },
  symmetricCrossEntropy: {
    summary:
      'Cross-entropy, and the same with target and prediction exchanged, which hardly pulls where the model is sure of another class.',
    useWhen: 'Labels are noisy, and cross-entropy learns the noise of easy classes before the hard ones.',
    avoidWhen: 'Labels are clean: crossEntropy has two numbers less to tune.',
    formula:
      '\\sum_c t_c \\left( -\\alpha \\log p_c - \\beta \\log(q_{\\min}) (1 - p_c) \\right),\\quad p_c = \\frac{e^{z_c}}{\\sum_j e^{z_j}}',
    domain: 'Logits are any real numbers; labels are class ids or distributions that sum to 1.',
    source:
      'Y. Wang et al., Symmetric Cross Entropy for Robust Learning with Noisy Labels, 2019, doi:10.1109/ICCV.2019.00041, arXiv:1908.06112',
    elsewhere: [],
    options: {
      classWeights:
        "One weight ≥ 0 per class; the mean divides by the rows' weights. For distributions the row's weight is Σ_c w_c t_c.",
      ignoreIndex: 'Class id of rows to ignore.',
      labelSmoothing: 'Share of each target spread evenly over all classes, 0 to 1.',
      alpha: "Factor of the cross-entropy, ≥ 0. Default 0.1, the paper's for CIFAR-10; 6 for CIFAR-100.",
      beta: 'Factor of the reverse cross-entropy, ≥ 0. Default 1; 0.1 for CIFAR-100.',
      minTarget:
        "The probability that stands for a target of 0 in the reverse one, above 0 and at most 1. Default 0.0001, that of the authors' code; the paper's A is its logarithm.",
    },
  },
  symmetricUnifiedFocal: {
    summary: 'Overlap and cross-entropy, both focused on what is still wrong, in every class alike.',
    useWhen: 'Segmentation with classes of different size, overlap and single pixels both counting.',
    avoidWhen: 'The foreground is rare: unifiedFocal does not down-weight it.',
    formula:
      '\\lambda \\operatorname{mean}_c W_c^{1 - \\gamma} - (1 - \\lambda) \\operatorname{mean}\\left[ \\delta_c (1 - p_c)^{\\gamma} \\log p_c \\right]',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'M. Yeung et al., Unified Focal loss: Generalising Dice and cross entropy-based losses to handle class imbalanced medical image segmentation, 2022, doi:10.1016/j.compmedimag.2021.102026',
    elsewhere: [],
    options: {
      classWeights: 'One weight per class: in the mean over the areas, and a factor of its cross-entropy.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      weight: 'Share of the part of areas, from 0 to 1.',
      delta: 'Price of what is missed against what is claimed, from 0 to 1.',
      gamma:
        'How much easy pixels are down-weighted and nearly right areas are enhanced, at least 0 and below 1.',
    },
  },
  totalVariation: {
    summary: 'How much neighbouring pixels differ, so that predicted pictures become smooth.',
    useWhen: 'Predicted pictures are noisy: added to a loss of the pixels, with a small weight.',
    avoidWhen: 'Alone: any picture of one colour costs nothing.',
    formula: '\\sum_{i,j} |x_{i+1,j} - x_{i,j}| + |x_{i,j+1} - x_{i,j}|',
    domain: 'All real numbers.',
    source:
      'L. I. Rudin, S. Osher and E. Fatemi, Nonlinear total variation based noise removal algorithms, 1992, doi:10.1016/0167-2789(92)90242-F',
    elsewhere: ['kornia.losses.total_variation', 'torchmetrics.functional.image.total_variation'],
    options: {},
  },
  tripletMargin: {
    summary: 'The anchor is to be nearer to the positive than to the negative, by a margin.',
    useWhen: 'It is known what is nearer to what: an anchor, one alike and one that is not.',
    avoidWhen: 'Triplets are drawn at random: soon nearly all of them are satisfied and teach nothing.',
    formula: '\\max(0, d(a, p) - d(a, n) + m)',
    domain: 'All real numbers.',
    source:
      'V. Balntas et al., Learning local feature descriptors with triplets and shallow convolutional neural networks, 2016, doi:10.5244/C.30.119',
    elsewhere: [
      'torch.nn.functional.triplet_margin_loss',
      'torch.nn.functional.triplet_margin_with_distance_loss',
      'optax.losses.triplet_margin_loss',
    ],
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
    elsewhere: [
      'keras.losses.Tversky',
      'optax.losses.dice_loss',
      'segmentation_models_pytorch.losses.TverskyLoss',
      'monai.losses.TverskyLoss',
    ],
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
  tweedie: {
    summary:
      'How unlikely an amount, which is often exactly 0, is under a compound of Poisson and gamma, given the logarithm of its mean.',
    useWhen: 'Amounts are often 0 and else positive and skewed: claims, rain, sales of a product.',
    avoidWhen: 'Targets are never 0: gammaNll; or are counts: poissonNll and negativeBinomialNll.',
    formula: '\\frac{y\\, e^{(1 - p) z}}{p - 1} + \\frac{e^{(2 - p) z}}{2 - p}',
    domain: 'Amounts of at least 0; logarithms of means from −88 / (p − 1) to 88 / (2 − p).',
    source: 'B. Jørgensen, Exponential Dispersion Models, 1987, doi:10.1111/j.2517-6161.1987.tb01685.x',
    elsewhere: ['sklearn.metrics.mean_tweedie_deviance'],
    options: { power: 'How the variance grows with the mean; between 1 and 2.' },
  },
  unifiedFocal: {
    summary:
      'Overlap and cross-entropy, in which easy background is down-weighted and rare foreground is not.',
    useWhen: 'Segmentation of small or rare areas before a large background.',
    avoidWhen: 'No class is the background: symmetricUnifiedFocal treats all alike.',
    formula:
      '\\lambda \\operatorname{mean}_c W_c^{g_c} - (1 - \\lambda) \\operatorname{mean}\\left[ \\delta_c (1 - p_c)^{k_c} \\log p_c \\right]',
    domain: 'Labels are class ids or distributions; probabilities from 0 to 1.',
    source:
      'M. Yeung et al., Unified Focal loss: Generalising Dice and cross entropy-based losses to handle class imbalanced medical image segmentation, 2022, doi:10.1016/j.compmedimag.2021.102026',
    elsewhere: ['monai.losses.AsymmetricUnifiedFocalLoss'],
    options: {
      classWeights: 'One weight per class: in the mean over the areas, and a factor of its cross-entropy.',
      ignoreIndex: 'Class id of rows to ignore.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
      weight: 'Share of the part of areas, from 0 to 1.',
      delta: 'Price of what is missed against what is claimed, from 0 to 1.',
      gamma:
        'How much easy background is down-weighted and nearly right foreground is enhanced, at least 0 and below 1.',
    },
  },
  uniqueSoftmax: {
    summary: 'Each item is to be chosen before all that are less relevant, and counts by its gain.',
    useWhen: 'Lists have many items of equal grades, and the highest grades matter most.',
    avoidWhen:
      'Relevances are no grades: their gain is a power of 2; pairwiseLogistic takes their order alone.',
    formula: '\\sum_i (2^{y_i} - 1) \\log\\left(1 + \\sum_{y_j < y_i} e^{z_j - z_i}\\right)',
    domain: 'Relevances of at least 0, small enough for a power of 2; scores are all real numbers.',
    source:
      'X. Zhu and D. Klabjan, Listwise Learning to Rank by Exploring Unique Ratings, 2020, arXiv:2001.01828',
    elsewhere: ['tfr.keras.losses.UniqueSoftmaxLoss'],
    options: {
      where:
        'Truth values (or 0 and 1) in the shape of `logits`: which items are there, for lists of different lengths. A list without items is masked out. Default: all.',
    },
  },
  vicReg: {
    summary:
      'Two views of a row are to have one embedding, and over the rows each component is to vary, and no two of them together, so that nothing collapses to one point.',
    useWhen: 'Self-supervision by two views of each row, without negatives, a teacher or a stopped gradient.',
    avoidWhen: 'Batches are small: variances and covariances over a few rows say little.',
    formula:
      '\\lambda\\,\\mathrm{mean}\\,(a - b)^2 + \\tfrac{\\mu}{2} [v(a) + v(b)] + \\nu [c(a) + c(b)], \\quad v(z) = \\tfrac1D \\sum_j \\max(0, 1 - \\sqrt{\\mathrm{Var}(z_j) + \\epsilon}),\\; c(z) = \\tfrac1D \\sum_{j \\ne k} \\mathrm{Cov}(z_j, z_k)^2',
    domain: 'All real numbers.',
    source:
      'A. Bardes, J. Ponce and Y. LeCun, VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning, 2022, arXiv:2105.04906',
    elsewhere: ['pytorch_metric_learning.losses.VICRegLoss'],
    options: {
      invariance: 'λ: how much it counts that both views agree, at least 0.',
      variance: 'μ: how much it counts that components vary, at least 0.',
      covariance: 'ν: how much it counts that no two vary together, at least 0.',
      eps: 'Added to the variance before its root, above 0.',
      perSample: 'Whether each entry of the first axis is a group of its own.',
    },
  },
  wassersteinCritic: {
    summary: 'Generated examples are to score lower than real ones.',
    useWhen: 'A critic with a gradient penalty or clipped weights is trained against a generator.',
    avoidWhen:
      'Nothing bounds the slope of the critic: the loss has no lowest value; take hingeDiscriminator.',
    formula: 'f(\\tilde x) - f(x)',
    domain: 'All real numbers.',
    source: 'M. Arjovsky, S. Chintala and L. Bottou, Wasserstein GAN, 2017, arXiv:1701.07875',
    elsewhere: [],
    options: {},
  },
  wassersteinGenerator: {
    summary: 'Generated examples are to score high.',
    useWhen: 'A generator is trained against wassersteinCritic or hingeDiscriminator.',
    avoidWhen: 'The discriminator is trained with squares: leastSquaresGenerator is its other side.',
    formula: '-f(\\tilde x)',
    domain: 'All real numbers.',
    source: 'M. Arjovsky, S. Chintala and L. Bottou, Wasserstein GAN, 2017, arXiv:1701.07875',
    elsewhere: [],
    options: {},
  },
  weibullNll: {
    summary:
      'How unlikely a time until an event is, or having waited that long for one that has not come yet, given scale and shape of a Weibull distribution in logarithms.',
    useWhen: 'Times until an event are to be predicted, some of them not over yet: lifetimes, failures.',
    avoidWhen: 'Only the order of risks matters: coxPartialLikelihood; or hazards rise and fall again.',
    formula:
      '\\left(\\frac{t}{\\lambda}\\right)^{k} - \\delta \\left( \\log k + k \\log \\frac{t}{\\lambda} - \\log t \\right)',
    domain: 'Times above 0, events 0 or 1; logarithms whose (time / scale)^shape is below 3e38.',
    source:
      'J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd ed., 2002, doi:10.1002/9781118032985',
    elsewhere: ['torch.distributions.Weibull', 'scipy.stats.weibull_min.logpdf'],
    options: {},
  },
  welsch: {
    summary: 'Never above 1, an upside-down bell.',
    useWhen: 'Gross outliers are to have no say at all, and the loss should stay smooth.',
    avoidWhen: 'The start is far from the data: beyond the scale the gradient vanishes quickly.',
    formula: '1 - \\exp\\left(-\\tfrac12 \\left(\\tfrac{\\hat y - y}{c}\\right)^2\\right)',
    domain: 'All real numbers.',
    source:
      'J. E. Dennis and R. E. Welsch, Techniques for nonlinear least squares and robust regression, 1978, doi:10.1080/03610917808812083',
    elsewhere: ['kornia.losses.welsch_loss'],
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
    elsewhere: ['sklearn.metrics.zero_one_loss'],
    options: {
      classWeights: "One weight ≥ 0 per class; the mean divides by the rows' weights.",
      ignoreIndex: 'Class id of rows to ignore.',
    },
  },
};
