import { expect, test } from 'vitest';

import * as optimizers from '../optimizers.ts';
import * as schedules from '../schedules.ts';

const { adam, adamW, momentum, sgd, rmsprop } = optimizers;
const learningRate = 0.1;

test.each<[optimizers.Optimizer, string]>([
  [sgd({ learningRate }), 'sgd'],
  [adam({ learningRate }), 'adam (beta1 0.9, beta2 0.999, epsilon 1e-8)'],
  [adamW({ learningRate }), 'adamW (beta1 0.9, beta2 0.999, epsilon 1e-8, weightDecay 0.01)'],
  [
    adamW({ learningRate, mask: /kernel$/ }),
    'adamW (beta1 0.9, beta2 0.999, epsilon 1e-8, weightDecay 0.01, mask /kernel$/)',
  ],
  [momentum({ learningRate, nesterov: true }), 'momentum (momentum 0.9, nesterov true)'],
  [
    adam({ learningRate, beta1: schedules.oneCycle({ maxLearningRate: 1, totalSteps: 50 }).momentum }),
    'adam (beta1 one cycle of 50 steps with its turn at 0.85, beta2 0.999, epsilon 1e-8)',
  ],
  [
    rmsprop({ learningRate, centered: true }),
    'rmsprop (decay 0.99, epsilon 1e-8, centered true, momentum 0)',
  ],
  [adam({ learningRate, amsgrad: true }), 'adam (beta1 0.9, beta2 0.999, epsilon 1e-8, amsgrad true)'],
  [
    adamW({ learningRate, amsgrad: true }),
    'adamW (beta1 0.9, beta2 0.999, epsilon 1e-8, amsgrad true, weightDecay 0.01)',
  ],
  [momentum({ learningRate, dampening: 0.5 }), 'momentum (momentum 0.9, nesterov false, dampening 0.5)'],
  [
    optimizers.muon({ learningRate }),
    'muon (momentum 0.95, nesterov true, newtonSchulzSteps 5, epsilon 1e-7, adjust original, weightDecay 0.1, ' +
      'filter matrices, adamRatio 0.015)',
  ],
  [optimizers.scheduleFreeAdamW(), 'scheduleFreeAdamW (beta1 0.9, beta2 0.999, epsilon 1e-8, weightDecay 0)'],
  [
    optimizers.scheduleFree(sgd({ learningRate }), { beta1: 0.8 }),
    'sgd, schedule-free (beta1 0.8, weightPower 2)',
  ],
  [
    optimizers.makeOptimizer(
      'parts',
      learningRate,
      optimizers.partition(/^head/, optimizers.scaleByFactor(0.1), optimizers.scaleByRms(0.9, 1e-8)),
    ),
    'parts (scaleByFactor (factor 0.1) of /^head/, scaleByRms (decay 0.9, epsilon 1e-8) of the others)',
  ],
  [optimizers.adadelta(), 'adadelta (rho 0.9, epsilon 1e-6)'],
  [
    optimizers.adafactor(),
    'adafactor (decayExponent -0.8, epsilon 1.2e-7, smallestScale 0.001, clip 1, weightDecay 0)',
  ],
  [optimizers.adagrad({ learningRate }), 'adagrad (epsilon 1e-10, initialAccumulator 0)'],
  [optimizers.adamax({ learningRate }), 'adamax (beta1 0.9, beta2 0.999, epsilon 1e-8)'],
  [optimizers.nadam({ learningRate }), 'nadam (beta1 0.9, beta2 0.999, epsilon 1e-8, momentumDecay 0.004)'],
  [optimizers.radam({ learningRate }), 'radam (beta1 0.9, beta2 0.999, epsilon 1e-8)'],
  [
    optimizers.lion({ learningRate, mask: 'head' }),
    "lion (beta1 0.9, beta2 0.99, weightDecay 0.001, mask 'head')",
  ],
  [optimizers.lamb({ learningRate }), 'lamb (beta1 0.9, beta2 0.999, epsilon 1e-6, weightDecay 0.01)'],
  [optimizers.accumulateGradients(sgd({ learningRate }), 4), 'sgd, gradients of 4 batches added up'],
  [optimizers.averageWeights(sgd({ learningRate }), 0.9), 'sgd, weights averaged with decay 0.9'],
  [optimizers.freeze(sgd({ learningRate }), 'encoder'), "sgd, without 'encoder'"],
  [optimizers.skipIfNotFinite(sgd({ learningRate })), 'sgd, steps that are not finite skipped'],
  [
    optimizers.prepend(
      sgd({ learningRate }),
      optimizers.clipByGlobalNorm(1),
      optimizers.clipByNorm(2),
      optimizers.clipByValue(3),
      optimizers.adaptiveClip(),
    ),
    'clipByGlobalNorm (limit 1), then clipByNorm (limit 2), then clipByValue (limit 3), ' +
      'then adaptiveClip (ratio 0.01, epsilon 0.001), then sgd',
  ],
  [
    optimizers.makeOptimizer(
      'mine',
      learningRate,
      { name: 'double', init: () => ({}), update: (updates, state) => ({ updates, state }) },
      optimizers.addDecayedWeights(0.5),
    ),
    'mine (double, then addDecayedWeights (weightDecay 0.5, mask rankAboveOne))',
  ],
])('%o is described by name and options', ({ description }, wanted) => {
  expect(description).toBe(wanted);
});

test('every transform is described by name and options', () => {
  const moments = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const transforms = [
    optimizers.scaleByAdadelta(0.9, 1e-6),
    optimizers.scaleByAdafactor({ decayExponent: -0.8, epsilon: 1e-7, smallestScale: 1e-3, clip: 1 }),
    optimizers.scaleByAdagrad(1e-10, 0),
    optimizers.scaleByAdam({ ...moments, beta1: 'scheduled' }),
    optimizers.scaleByAdamax(moments),
    optimizers.scaleByDeviation(0.9, 1e-8),
    optimizers.scaleByFactor(2),
    optimizers.scaleByLion(0.9, 0.99),
    optimizers.scaleByMomentum(0.9, false),
    optimizers.scaleByMuon({
      momentum: 0.9,
      nesterov: true,
      newtonSchulzSteps: 5,
      epsilon: 1e-7,
      adjust: 'original',
    }),
    optimizers.scaleByNadam({ ...moments, momentumDecay: 0.004 }),
    optimizers.scaleByRadam(moments),
    optimizers.scaleByRms(0.9, 1e-8),
    optimizers.scaleByTrustRatio(),
  ];
  const names = Object.keys(optimizers).filter((name) => name.startsWith('scaleBy'));
  expect(transforms.map(({ description }) => description?.split(' ')[0]).sort()).toEqual(names.sort());
  expect(optimizers.chain(...transforms.slice(3, 5)).description).toBe(
    'scaleByAdam (beta1 scheduled, beta2 0.999, epsilon 1e-8), ' +
      'then scaleByAdamax (beta1 0.9, beta2 0.999, epsilon 1e-8)',
  );
});
