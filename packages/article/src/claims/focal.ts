import { binaryCrossEntropyWithLogits, binaryFocal } from '@losskit/losses';
import { balancedAccuracy, rocAuc } from '@losskit/metrics';
import type { TaskResult } from '@losskit/study';

import { SECOND } from '../articles.ts';
import { defineClaim, holdsIf, holdsInParts } from '../Claim.ts';
import { differenceBetween } from '../experiments/differenceBetween.ts';
import { compareOnRareClass, majorityFraction } from '../experiments/rareClass.ts';
import { elementLosses, meanLoss, spaced } from '../probe.ts';
import { agree, exact, isAbove, isMore, isZero, largestDifference, rounded } from '../quantity.ts';

const logit = (p: number) => Math.log(p / (1 - p));
const focalAt = (y: 0 | 1, p: number, options: object = {}) =>
  meanLoss(binaryFocal, [y], [logit(p)], options);
const ceAt = (y: 0 | 1, p: number) => meanLoss(binaryCrossEntropyWithLogits, [y], [logit(p)]);

export const focalClaims = [
  defineClaim(['|Δ|, γ = 0.5, 2, 5'], {
    id: 'focal-formula',
    article: SECOND,
    quote: String.raw`$FL(pt)= -(1-pt)^{\gamma} \log(pt)$`,
    measure: () => {
      const ps = spaced(0.02, 0.98, 49);
      const gammas = [0.5, 2, 5];
      return {
        '|Δ|, γ = 0.5, 2, 5': largestDifference(
          gammas.flatMap((gamma) =>
            elementLosses(
              binaryFocal,
              ps.map(() => 1),
              ps.map(logit),
              { gamma },
            ),
          ),
          gammas.flatMap((gamma) => ps.map((p) => -((1 - p) ** gamma) * Math.log(p))),
        ),
      };
    },
    rule: (q) => holdsIf(isZero(q['|Δ|, γ = 0.5, 2, 5'])),
  }),
  defineClaim(['FL/CE, y = 0, p = 0.1', 'FL/CE, y = 1, p = 0.9'], {
    id: 'focal-raises-negatives',
    article: SECOND,
    quote: '该函数是在交叉熵损失函数的基础上添加了一个调节参数，以提高负样本的权重。',
    measure: () => ({
      'FL/CE, y = 0, p = 0.1': rounded(focalAt(0, 0.1) / ceAt(0, 0.1)),
      'FL/CE, y = 1, p = 0.9': rounded(focalAt(1, 0.9) / ceAt(1, 0.9)),
      'FL/CE, y = 0, p = 0.9': rounded(focalAt(0, 0.9) / ceAt(0, 0.9)),
    }),
    rule: (q) => holdsIf(isAbove(q['FL/CE, y = 0, p = 0.1'], exact(1))),
  }),
  defineClaim(['pt = p, y = 0, p = 0.1', 'library, y = 0, p = 0.1'], {
    id: 'focal-pt-of-positives',
    article: SECOND,
    quote: '其中 $pt$ 为样本属于正类别的概率，$gamma$ 是调节参数。',
    measure: () => ({
      'pt = p, y = 0, p = 0.1': exact(-((1 - 0.1) ** 2) * Math.log(0.1)),
      'library, y = 0, p = 0.1': rounded(focalAt(0, 0.1)),
      'pt = 1 − p, y = 0, p = 0.1': exact(-(0.1 ** 2) * Math.log(0.9)),
    }),
    rule: (q) => (agree(q['pt = p, y = 0, p = 0.1'], q['library, y = 0, p = 0.1']) ? 'holds' : 'misprint'),
  }),
  defineClaim(['CE(0.1) / CE(0.9)', 'FL(0.1) / FL(0.9)'], {
    id: 'focal-looks-at-hard-examples',
    article: SECOND,
    quote:
      'Focal Loss 能够对难分类样本的损失赋予更高的关注度，使得模型更关注困难样本，并且能够平衡正负样本的损失。',
    measure: () => ({
      'CE(0.1) / CE(0.9)': rounded(ceAt(1, 0.1) / ceAt(1, 0.9)),
      'FL(0.1) / FL(0.9)': rounded(focalAt(1, 0.1) / focalAt(1, 0.9)),
    }),
    rule: (q) => holdsIf(isAbove(q['FL(0.1) / FL(0.9)'], q['CE(0.1) / CE(0.9)'])),
  }),
  defineClaim(['|FL − CE|, γ = 0'], {
    id: 'focal-gamma-zero',
    article: SECOND,
    quote: String.raw`当 $\gamma=0$ 时，Focal Loss 退化成了普通的交叉熵损失函数。`,
    measure: () => {
      const ps = spaced(0.02, 0.98, 49).map(logit);
      const labels = ps.map((_, index) => index % 2);
      return {
        '|FL − CE|, γ = 0': largestDifference(
          elementLosses(binaryFocal, labels, ps, { gamma: 0 }),
          elementLosses(binaryCrossEntropyWithLogits, labels, ps),
        ),
      };
    },
    rule: (q) => holdsIf(isZero(q['|FL − CE|, γ = 0'])),
  }),
  defineClaim(['balanced accuracy, FL − CE', 'AUC, FL − CE', 'margin'], {
    id: 'focal-helps-imbalance',
    article: SECOND,
    quote: 'Focal Loss 可以改善分类问题中的类别不平衡问题。',
    measure: async () => {
      const byAccuracy = await compareOnRareClass(balancedAccuracy);
      const byOrder = await compareOnRareClass(rocAuc);
      const lead = (compared: TaskResult) =>
        differenceBetween(compared, 'binaryFocal', 'binaryCrossEntropyWithLogits');
      return {
        'balanced accuracy, FL − CE': lead(byAccuracy),
        'AUC, FL − CE': lead(byOrder),
        margin: exact(byAccuracy.margin),
      };
    },
    rule: (q) =>
      holdsInParts(
        [q['balanced accuracy, FL − CE'], q['AUC, FL − CE']].map((lead) => isMore(lead, q.margin)),
      ),
  }),
  defineClaim(['share of the majority, CE', 'share of the majority, FL'], {
    id: 'focal-attends-to-majority',
    article: SECOND,
    quote: '可以提高对那些占主导地位的样本的关注度。',
    measure: () => ({
      'share of the majority, CE': exact(majorityFraction(binaryCrossEntropyWithLogits)),
      'share of the majority, FL': exact(majorityFraction(binaryFocal)),
    }),
    rule: (q) => holdsIf(isAbove(q['share of the majority, FL'], q['share of the majority, CE'])),
  }),
] as const;
