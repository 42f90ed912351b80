/** What each loss is for, in a paragraph: the text that its heading in the fourth article lacks. */
export const namedLosses: Readonly<Record<string, string>> = {
  nll: 'Negative log likelihood takes what cross-entropy computes on the way: the logarithms of the probabilities. Use it where a model ends in a log-softmax, or where its log probabilities come from elsewhere, such as a product of several models. `crossEntropy` on scores is the same in one step.',
  poissonNll:
    'For counts: calls per hour, goals in a match. The model gives the logarithm of the rate, so that the rate is positive, and the loss is how unlikely the count is under a Poisson distribution. Squared error would treat 1 instead of 3 like 101 instead of 103; here the spread grows with the rate.',
  klDivergence:
    'What it costs in nats to take the predicted distribution for the true one: cross-entropy less the entropy that cannot be avoided, so that a perfect prediction costs 0. Use it where targets are distributions themselves, as in distillation, where a small network learns from the probabilities of a large one.',
  binaryCrossEntropy:
    'One yes-or-no question, or several independent ones, on probabilities that a model already gives. Probabilities of exactly 0 and 1 have no finite logarithm, so prefer the next loss wherever the model can be changed.',
  binaryCrossEntropyWithLogits:
    'The same question on scores before the sigmoid, computed as one stable formula that is right for scores of any size. The standard choice for two classes and for pictures with several labels; `posWeight` makes the rare yes count more.',
  hingeEmbedding:
    'For pairs whose distance is already computed: pairs that belong together (y = 1) are pulled to distance 0, others (y = −1) are pushed until they are a margin apart, and no further. Used to learn embeddings and in semi-supervised learning.',
  multilabelMargin:
    'For rows with several true classes: each true class should score above each false one by a margin of 1; what is missing is summed up. Use it where the order of the scores matters and probabilities do not.',
  softMargin:
    'The logistic loss written for labels −1 and 1: the same as binary cross-entropy, another convention. A wide margin never costs quite nothing, so that all samples keep pulling a little.',
  multilabelSoftMargin:
    'Binary cross-entropy of every class, averaged over the classes of a row: one number per picture with several labels, such as the bowls of this report. With equal class weights its gradient is that of binary cross-entropy.',
  cosineEmbedding:
    'For pairs of vectors, by direction alone: those that belong together should point the same way, others at most as close as the margin. Use it where length means nothing, as with texts of different length.',
  marginRanking:
    'When nothing is known but which of two should score higher: the loss is what the difference lacks to the margin. Used to rank search results and to learn from comparisons by people.',
  multiMargin:
    'The hinge loss for one class out of several: each wrong class should lie below the right one by a margin. The classifier gets scores, not probabilities, and samples that are right by the margin no longer count.',
  tripletMargin:
    'An anchor, one sample that is alike and one that is not: the anchor should be nearer to the first by a margin. Used for faces and other cases where classes are too many to be listed and new ones keep coming: a pineapple would simply be far from all fruits known.',
  ctc: 'For sequences whose labels come in order but without their times, as in speech and handwriting: it sums the probability of every way in which the label could be spread over the frames, blanks in between. The network may decide by itself when something is said.',
};
