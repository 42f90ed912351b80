import type { AnyLoss } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';

import { assertAllClose, type Check, testChecks } from './Check.ts';
import { type Block, blockWidths, drawBlocks } from './lossBlocks.ts';
import { lossOf, predictionWidth, sum } from './lossSample.ts';
import { checkSlope, splitBlock } from './referenceChecks.ts';
import { specialBlocks } from './specialBlocks.ts';

const BATCHES = [1, 2, 3, 5, 8, 12];

/** One row of a batch, each input as its numbers: `[[label], [0.5, -1]]`. */
export type Row = readonly (readonly number[])[];

/**
 * What a batch-dependent loss is compared with: plain float64 JavaScript that is derived in another way than
 * the loss.
 */
export interface BatchDependentLossSpec<Options extends object> {
  /** Every set of options to check; give `{}` for the defaults. */
  readonly options: readonly Options[];
  /**
   * The unreduced loss of a batch, 0 where there is none.
   *
   * @param at - The batch at whose place the gradient is taken: what the loss holds constant comes from
   *   there.
   */
  readonly reference: (rows: readonly Row[], options: Options, at: readonly Row[]) => readonly number[];
}

/**
 * The checks of one batch-dependent loss against its reference: values and gradients, in random and in
 * special batches.
 */
export function batchDependentChecks<Options extends object>(
  loss: AnyLoss,
  spec: BatchDependentLossSpec<Options>,
): Check[] {
  const { declaration } = loss;
  const widths = blockWidths(declaration);
  const width = predictionWidth(loss);

  function checkBatch(blocks: readonly Block[], options: Options): void {
    const { value, gradient } = lossOf(
      loss,
      blocks,
      { ...options, reduction: 'none' },
      { labels: 'distributions' },
    );
    const rows = blocks.map((block) => splitBlock(block, widths));
    const expected = spec.reference(rows, options, rows);
    assertAllClose(`values of ${blocks.length} rows`, value, expected);
    blocks.forEach((block, row) => {
      const total = (moved: Block) =>
        sum(spec.reference(rows.with(row, splitBlock(moved, widths)), options, rows));
      for (const [index, slope] of gradient.slice(row * width, (row + 1) * width).entries()) {
        // Of each row every second number, in the next one the others.
        if ((index + row) % 2 !== 0 && width > 1) continue;
        checkSlope(total, block, sum(expected), block.length - width + index, slope);
      }
    });
  }

  return spec.options.flatMap((options): Check[] => {
    const label = JSON.stringify(options);
    return [
      {
        name: `agrees with its reference in random batches with ${label}`,
        run: () => {
          const stream = randomStream(1, `testBatchDependentLoss ${declaration.name}`);
          for (const size of BATCHES) checkBatch(drawBlocks(declaration, size, stream), options);
        },
      },
      {
        name: `agrees with its reference in a batch of special rows with ${label}`,
        run: () => checkBatch(specialBlocks(declaration), options),
      },
    ];
  });
}

/**
 * Registers the tests of a loss whose rows depend on each other, as {@link testLoss} does for those whose
 * rows are not: batch by batch, its values against a float64 reference that is derived another way, and its
 * gradients against the slope of that reference.
 */
export function testBatchDependentLoss<Options extends object>(
  loss: AnyLoss,
  spec: BatchDependentLossSpec<Options>,
): void {
  testChecks(loss.declaration.name, batchDependentChecks(loss, spec));
}
