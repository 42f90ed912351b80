import type { AnyLoss } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from './allCloseMismatch.ts';
import { assertAllClose, type Check } from './Check.ts';
import { inTensorScope } from './inTensorScope.ts';
import { type Block, blockTensors } from './lossBlocks.ts';
import { lossOf, lossValues, predictionWidth, ROWS, sampleBlocks, sum } from './lossSample.ts';

/**
 * Σ w_i · (gradient of the loss of row i): from the gradient of the sum of all, or, where rows depend on each other,
 * from that of each.
 */
function weightedGradient(
  loss: AnyLoss,
  blocks: readonly Block[],
  weights: readonly number[],
  ofSum: readonly number[],
): readonly number[] {
  if (!loss.declaration.batchDependent) {
    const width = predictionWidth(loss);
    return ofSum.map((g, index) => g * (weights[Math.floor(index / width)] ?? 0));
  }
  return inTensorScope(() => {
    const inputs = blockTensors(loss.declaration, blocks, [blocks.length], 'ids');
    const [prediction = tf.scalar(Number.NaN)] = inputs.slice(-1);
    const gradients = weights.map((_, row) =>
      flatNumbers(
        tf.grad((x) =>
          loss
            .evaluate([...inputs.slice(0, -1), x], { reduction: 'none' })
            .flatten()
            .slice(row, 1),
        )(prediction),
      ),
    );
    return (gradients[0] ?? []).map((_, index) =>
      sum(gradients.map((gradient, row) => (gradient[index] ?? 0) * (weights[row] ?? 0))),
    );
  });
}

/** Reductions of a loss with one value per row: Σ(w·l) / Σ(w), Σ(w·l) and w·l. */
export function rowChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  if (declaration.layout.grouped) return [];
  const blocks = sampleBlocks(loss);
  const stream = randomStream(3, `weights ${declaration.name}`);
  const weights = Array.from({ length: ROWS }, () => Math.fround(stream.uniform(0.1, 2)));
  let found: ReturnType<typeof lossOf> | undefined;
  const unreduced = () => {
    found ??= lossOf(loss, blocks, { reduction: 'none' });
    return found;
  };

  return [
    {
      name: 'adds up with sum, averages with mean, and reduces as declared by default',
      run: () => {
        const none = unreduced();
        if (none.value.length !== ROWS) throw new Error(`expected ${ROWS} losses, got ${none.value.length}`);
        const total = lossOf(loss, blocks, { reduction: 'sum' });
        const mean = lossOf(loss, blocks, { reduction: 'mean' });
        assertAllClose('sum', total.value, [sum(none.value)]);
        assertAllClose('mean', mean.value, [sum(none.value) / ROWS]);
        assertAllClose('gradient of the sum', total.gradient, none.gradient);
        assertAllClose(
          'gradient of the mean',
          mean.gradient,
          none.gradient.map((g) => g / ROWS),
        );
        const byDefault = declaration.defaultReduction === 'sum' ? total : mean;
        assertAllClose('default reduction', lossValues(loss, blocks, {}), byDefault.value);
      },
    },
    {
      name: 'divides the weighted mean by the sum of the weights',
      run: () => {
        const none = unreduced();
        const weighted = none.value.map((value, index) => value * (weights[index] ?? 0));
        const mean = lossOf(loss, blocks, { weights, reduction: 'mean' });
        assertAllClose('none', lossValues(loss, blocks, { weights, reduction: 'none' }), weighted);
        assertAllClose('sum', lossValues(loss, blocks, { weights, reduction: 'sum' }), [sum(weighted)]);
        assertAllClose('mean', mean.value, [sum(weighted) / sum(weights)]);
        assertAllClose(
          'gradient of the mean',
          mean.gradient,
          weightedGradient(loss, blocks, weights, none.gradient).map((g) => g / sum(weights)),
        );
      },
    },
    {
      name: 'lets the gradient flow to weights',
      run: () => {
        const values = unreduced().value;
        const mean = lossValues(loss, blocks, { weights, reduction: 'mean' })[0] ?? Number.NaN;
        tf.tidy(() => {
          const inputs = blockTensors(declaration, blocks, [ROWS], 'ids');
          const variable = tf.variable(tf.tensor1d(weights));
          const evaluate = () =>
            loss.evaluate(inputs, { weights: variable, mask: [true], reduction: 'mean' }).asScalar();
          const { grads } = tf.variableGrads(evaluate, [variable]);
          const got = Object.values(grads).flatMap(flatNumbers);
          variable.dispose();
          assertAllClose(
            'gradient with respect to the weights',
            got,
            values.map((value) => (value - mean) / sum(weights)),
          );
        });
      },
    },
  ];
}
