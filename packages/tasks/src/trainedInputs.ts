import type { LossDeclaration, TrainedSizes } from '@losskit/losses/contract';
import { normalTensor, randomStream } from '@losskit/random';
import type { NamedTensors, NamedVariables } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

const nameOf = ({ name }: LossDeclaration, input: string) => `${name}/${input}`;

/** The variables that losses train with the model, drawn from a normal distribution by the seed: `arcFace/centres`. */
export function makeTrainedInputs(
  declarations: readonly LossDeclaration[],
  sizes: TrainedSizes,
  seed: number,
): NamedVariables {
  const named = declarations.flatMap((declaration) =>
    Object.entries(declaration.trainedInputs).map(
      ([input, shapeOf]) => [nameOf(declaration, input), shapeOf(sizes)] as const,
    ),
  );
  const shapes = Object.entries(Object.fromEntries(named));
  return Object.fromEntries(
    shapes.map(([name, shape], index) => {
      const initial = normalTensor(randomStream(seed, 'inputs that a loss trains', index), shape, 0, 1);
      const variable = tf.variable(initial);
      initial.dispose();
      return [name, variable];
    }),
  );
}

/** The inputs of a loss out of those that are trained, in the order of its declaration. */
export function trainedInputsOf(declaration: LossDeclaration, trained: NamedTensors): tf.Tensor[] {
  return Object.keys(declaration.trainedInputs).map((input) => {
    const tensor = trained[nameOf(declaration, input)];
    if (tensor) return tensor;
    throw new TypeError(
      `${declaration.name}: expected '${nameOf(declaration, input)}' among the variables of the model, got none.`,
    );
  });
}
