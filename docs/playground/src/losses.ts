import { parseLoss } from '@losskit/losses/expression';
import { allLosses } from '@losskit/losses/registry';
import * as tf from '@tensorflow/tfjs-core';

import { type OptionRange, optionControls } from './optionControls.ts';
import { PRESET, type PresetName } from './presets.ts';

export interface LossChoice {
  readonly name: string;
  /** Whether its targets are −1 and 1 in place of 0 and 1. */
  readonly isSigned: boolean;
  readonly options: readonly OptionRange[];
}

function declarationsFor(preset: PresetName) {
  return allLosses
    .map(({ declaration }) => declaration)
    .filter(({ target, prediction, differentiable, batchDependent, layout }) => {
      if (!differentiable || batchDependent || layout.inputs.length !== 2) return false;
      return PRESET[preset].isLine
        ? target === 'continuous' && prediction === 'values'
        : (target === 'binary' || target === 'signs') && prediction === 'logits';
    });
}

/** The losses of a preset, with the options that are numbers and the part of their ranges that shows something. */
export function lossChoices(preset: PresetName): LossChoice[] {
  return declarationsFor(preset).map(({ name, options, target }) => ({
    name,
    isSigned: target === 'signs',
    options: optionControls({ options }).flatMap((control) =>
      control.kind === 'slider' && !control.isOptional ? [control.range] : [],
    ),
  }));
}

/** The loss of 0 and 1 or of real targets, whatever its own targets are. */
export function lossOf(text: string): (yTrue: tf.Tensor, yPred: tf.Tensor, options?: object) => tf.Tensor {
  const loss = parseLoss(text).terms[0]?.loss;
  if (!loss) throw new RangeError(`playground: expected a loss, got '${text}'.`);
  const isSigned = loss.declaration.target === 'signs';
  return (yTrue, yPred, options) => {
    const targets = isSigned ? tf.sub(tf.mul(yTrue, 2), 1) : yTrue;
    return loss.evaluate([targets, yPred], options);
  };
}
