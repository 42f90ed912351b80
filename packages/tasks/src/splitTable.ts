import type { Rows } from '@losskit/data';

import { splitRows } from './splitRows.ts';
import { standardized } from './standardized.ts';
import type { TableInputs } from './tableInputs.ts';

/** Options of {@link splitTable}. */
interface SplitTableOptions {
  readonly seed: number;
  /** Whether each class has the same fraction of every part. */
  readonly stratify?: boolean | undefined;
  /** Whether the model trains on standardised targets. */
  readonly targets?: boolean | undefined;
}

/** Divides a table's rows in three by the seed, and standardises its columns but for those of 0 and 1. */
export function splitTable(
  inputs: TableInputs,
  targets: Rows,
  { seed, stratify, targets: scalesTargets }: SplitTableOptions,
) {
  return standardized(
    splitRows({ inputs: inputs.rows, targets }, { seed, stratify, purpose: 'table split' }),
    {
      targets: scalesTargets,
      leave: (column) => inputs.areIndicators[column] === true,
    },
  );
}
