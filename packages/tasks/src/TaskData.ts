import type { ColumnScaler, NamedRows, Rows } from '@losskit/data';

import type { PackagedFile } from './dataPackages/PackagedFile.ts';

/** Rows to train or to judge on. */
export interface TaskRows {
  readonly rows: number;
  /** By name where the model has several inputs. */
  readonly inputs: Rows | NamedRows;
  /** As the kind of target has them: float64 values in original units, float32 of 0 and 1, or int32 class ids. */
  readonly targets: Rows;
  /** A weight ≥ 0 per row, in training. */
  readonly weights?: Rows<Float32Array> | undefined;
  /** What a report calls each row, such as the name of its file. */
  readonly names?: readonly string[] | undefined;
  /** Which rows are known outliers, for figures. */
  readonly outliers?: readonly boolean[] | undefined;
}

/** The data of a task for one seed. */
export interface TaskData {
  readonly train: TaskRows;
  readonly validation: TaskRows;
  readonly test: TaskRows;
  /** In label order, where classes have names. */
  readonly classNames: readonly string[] | undefined;
  /** Rows for the task's own measurements, by name. */
  readonly more: Readonly<Record<string, TaskRows>>;
  /**
   * Where the model trains on scaled targets: predictions come back through it before they are judged. The targets of the
   * parts are in original units.
   */
  readonly targetScaler?: ColumnScaler | undefined;
  /** What scaled the inputs, for the task's own use. */
  readonly inputScaler?: ColumnScaler | undefined;
}

/** A part that every trial is judged on. */
export type JudgedPart = 'validation' | 'test';

/**
 * How the data of two seeds relate, which the statistics need to know: `fresh` where each seed draws its own, `split` where
 * seeds divide one data set, `fixed test` where the test part is the same for every seed.
 */
export type Sampling = 'fresh' | 'split' | 'fixed test';

/** Where data came from, with what is needed to check that it is the same data. */
export type DataOrigin =
  | {
      readonly kind: 'embedded';
      readonly description: string;
      /** Rows of all parts of a seed, where they are known before they are drawn. */
      readonly rows?: number;
    }
  | ({ readonly kind: 'package' } & PackagedFile)
  | { readonly kind: 'own'; readonly description: string; readonly sha256: string }
  | { readonly kind: 'csv'; readonly file: string; readonly sha256: string; readonly rows: number }
  | { readonly kind: 'folder'; readonly folder: string; readonly sha256: string; readonly pictures: number };
