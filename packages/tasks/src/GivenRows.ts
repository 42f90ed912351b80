import type { ColumnScaler, Rows } from '@losskit/data';
import type { DatasetLike, Tensors } from '@losskit/trainer';
import type { Tensor } from '@tensorflow/tfjs-core';

/** One row: a number, or nested arrays of numbers. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** Values in rows: nested arrays, one flat typed array with the shape of a row, or a tensor whose first axis counts rows. */
export type GivenValues = readonly NestedNumbers[] | Float32Array | Float64Array | Int32Array | Rows | Tensor;

/** Rows to train or judge on, as a task's `data` gives them. */
export interface GivenRows {
  /** By name where the model has several inputs. */
  readonly inputs: GivenValues | Readonly<Record<string, GivenValues>>;
  /** Values, class ids, or for classes their names. */
  readonly targets: GivenValues | readonly string[];
  /** A weight ≥ 0 per row, in training. Default: all 1. */
  readonly weights?: readonly number[] | Float32Array | undefined;
  /** What a report calls each row. */
  readonly names?: readonly string[] | undefined;
  /** Which rows are known outliers, for figures. */
  readonly outliers?: readonly boolean[] | undefined;
}

/** Rows, or a `tf.data` set that gives them one by one as `{ xs, ys }`; it is read whole. */
export type GivenPart = GivenRows | DatasetLike;

/** What a task's `data` gives for a seed. */
export interface GivenData {
  readonly train: GivenPart;
  /** Chooses learning rates. */
  readonly validation: GivenPart;
  /** Ranks losses. */
  readonly test: GivenPart;
  /** Rows for the task's own measurements, by name. */
  readonly more?: Readonly<Record<string, GivenPart>> | undefined;
  /**
   * Scales the targets of a continuous task while training; predictions come back to original units before they are judged.
   * The targets above are in original units.
   */
  readonly targetScaler?: ColumnScaler | undefined;
  /** What has scaled the inputs, for the task's own `describe`. */
  readonly inputScaler?: ColumnScaler | undefined;
}

/** What a model of such data predicts from: a tensor, or several by name as the rows have them. */
export type InputsOf<Data extends GivenData> = Data['train'] extends { readonly inputs: infer Inputs }
  ? Inputs extends GivenValues
    ? Tensor
    : { readonly [Name in keyof Inputs]: Tensor }
  : Tensors;
