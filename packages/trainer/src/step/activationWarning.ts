import type { LastActivation } from './gradientPaths.ts';
import type { TrainingWarning } from './TrainingWarning.ts';

/** Activations after which a prediction is not in a space, and what to do about it. */
interface Unfit {
  readonly code: TrainingWarning['code'];
  readonly activations: readonly LastActivation[];
  readonly remedy: string;
}

const OWN_ACTIVATION: Unfit = {
  code: 'activation-doubled',
  activations: ['softmax', 'sigmoid'],
  remedy: 'the loss applies it itself, so leave the last activation out, or take a loss of probabilities',
};

const UNFIT: Readonly<Record<string, Unfit>> = {
  logits: OWN_ACTIVATION,
  scores: OWN_ACTIVATION,
  logRates: {
    code: 'activation-doubled',
    activations: ['exp'],
    remedy: 'the loss applies it itself, so leave the last activation out',
  },
  probabilities: {
    code: 'activation-missing',
    activations: ['linear', 'logSoftmax'],
    remedy: 'end the model in softmax or sigmoid, or take a loss of logits',
  },
  logProbabilities: {
    code: 'activation-missing',
    activations: ['linear', 'softmax', 'sigmoid'],
    remedy: 'end the model in logSoftmax, or take a loss of logits',
  },
};

/** Says where a prediction's last activation does not make what the loss takes. */
export function activationWarning(
  loss: string,
  space: string | undefined,
  activation: LastActivation | undefined,
): TrainingWarning | undefined {
  const unfit = space === undefined ? undefined : UNFIT[space];
  if (!unfit || activation === undefined || !unfit.activations.includes(activation)) return undefined;
  const got = activation === 'linear' ? 'outputs of a linear layer' : `the outputs of ${activation}`;
  return {
    code: unfit.code,
    message: `train: expected ${space} for ${loss}, got ${got}; ${unfit.remedy}.`,
  };
}
