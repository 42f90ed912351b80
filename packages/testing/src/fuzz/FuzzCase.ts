import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from '../allCloseMismatch.ts';
import { inTensorScope } from '../inTensorScope.ts';
import { type Block, blockTensors, blockWidths, predictionIndex } from '../lossBlocks.ts';

/** Numbers of a shape, as weights and masks are given. */
export interface Shaped {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

/** One call of a loss, as plain data. */
export interface FuzzCase {
  /** Of the unreduced loss. */
  readonly shape: readonly number[];
  /** One for each element of the unreduced loss. */
  readonly blocks: readonly Block[];
  /** Those of the loss itself. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly weights?: Shaped | undefined;
  readonly mask?: Shaped | undefined;
  readonly reduction: 'mean' | 'sum' | 'none';
  /** How targets over classes are given. */
  readonly labels: 'ids' | 'distributions';
}

const tensorOf = ({ numbers, shape }: Shaped, dtype: 'float32' | 'bool') =>
  tf.tensor([...numbers], [...shape], dtype);

function callOptions({ options, weights, mask, reduction }: FuzzCase): object {
  return {
    ...options,
    reduction,
    ...(weights && { weights: tensorOf(weights, 'float32') }),
    ...(mask && { mask: tensorOf(mask, 'bool') }),
  };
}

/** What each element counts, weights times mask, broadcast by index arithmetic. */
export function countsOf({ shape, blocks, weights, mask }: FuzzCase): number[] {
  const at = (given: Shaped | undefined, element: number) => {
    if (given === undefined) return 1;
    const missing = shape.length - given.shape.length;
    let [place, stride, rest] = [0, 1, element];
    for (let axis = shape.length - 1; axis >= missing; axis--) {
      const length = shape[axis] ?? 1;
      const own = given.shape[axis - missing] ?? 1;
      if (own !== 1) place += stride * (rest % length);
      stride *= own;
      rest = Math.floor(rest / length);
    }
    return given.numbers[place] ?? Number.NaN;
  };
  return blocks.map((_, element) => at(weights, element) * at(mask, element));
}

/** The numbers of the result, and the gradient of their sum with respect to every number of every block. */
export interface Outcome {
  readonly values: readonly number[];
  /** By block and number; undefined where nothing is differentiated. */
  readonly gradients: readonly (readonly (number | undefined)[])[];
}

/** Calls the loss. Only the prediction is differentiated where rows depend on each other. */
export function evaluateCase(loss: AnyLoss, fuzzCase: FuzzCase): Outcome {
  const { declaration } = loss;
  const { blocks, shape, labels } = fuzzCase;
  return inTensorScope(() => {
    const inputs = blockTensors(declaration, blocks, shape, labels);
    const options = callOptions(fuzzCase);
    const values = flatNumbers(loss.evaluate(inputs, options));
    const place = predictionIndex(declaration);
    const isFree = inputs.map(
      ({ dtype }, index) =>
        dtype !== 'int32' &&
        declaration.layout.inputs[index]?.perElement !== 'shared' &&
        (!declaration.batchDependent || index === place),
    );
    const gradients = tf.grads((...free: tf.Tensor[]) => {
      const given = [...free];
      const all = inputs.map((input, index) => (isFree[index] ? (given.shift() ?? input) : input));
      return tf.sum(loss.evaluate(all, options));
    })(inputs.filter((_, index) => isFree[index]));
    const columns = isFree.map((free) => (free ? flatNumbers(gradients.shift() ?? []) : undefined));
    const widths = blockWidths(declaration);
    return {
      values,
      gradients: blocks.map((_, row) =>
        columns.flatMap((column, input) => {
          const width = widths[input] ?? 1;
          return Array.from({ length: width }, (_, index) => column?.[row * width + index]);
        }),
      ),
    };
  });
}

/** JSON has no infinite numbers. */
function plain(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function nested(numbers: readonly number[], shape: readonly number[]): unknown {
  const [first, ...others] = shape;
  if (first === undefined) return plain(numbers[0]);
  const size = numbers.length / first;
  return Array.from({ length: first }, (_, index) =>
    nested(numbers.slice(index * size, (index + 1) * size), others),
  );
}

/** The line of `losskit eval` that makes the same call. */
export function evalLine({ declaration }: AnyLoss, fuzzCase: FuzzCase): string {
  const { blocks, shape, labels, options, weights, mask, reduction } = fuzzCase;
  const inputs = inTensorScope(() =>
    blockTensors(declaration, blocks, shape, labels).map((input) => nested(flatNumbers(input), input.shape)),
  );
  const shaped = (given: Shaped) => nested(given.numbers, given.shape);
  return JSON.stringify({
    id: 1,
    loss: declaration.name,
    inputs,
    options: {
      ...Object.fromEntries(Object.entries(options).map(([name, value]) => [name, plain(value)])),
      reduction,
      ...(weights && { weights: shaped(weights) }),
      ...(mask && { mask: shaped(mask) }),
    },
  });
}
