import type { Axis } from './Axis.ts';
import type { Target } from './Cell.ts';
import type { Place } from './Place.ts';

/**
 * C = A·B, where rows and sums may run along several axes, as those of a convolution do. The numbers of a row
 * of B and of C are neighbours.
 */
export interface Product extends Target {
  /** From the outermost to the innermost; their bytes are those between rows of A and of C. */
  readonly rows: readonly Axis[];
  readonly columns: number;
  /** What is summed over, in the order of B's rows; the bytes are those between numbers of A. */
  readonly sum: readonly Axis[];
  readonly a: Place;
  /** A has a row of numbers where it else has one, and each of them meets its own column alone. */
  readonly channelwise?: boolean;
  readonly b: Place & {
    /** Between two rows, or that `packColumns` has put them in order, which fewer than four columns ask for. */
    readonly rowBytes: number | 'packed';
  };
}
