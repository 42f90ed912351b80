/** Rows of numbers in one flat array; the first axis counts rows, `rowShape` is the shape of one. */
export interface Rows<Values extends Float32Array | Int32Array | Uint8Array> {
  readonly values: Values;
  readonly rowShape: readonly number[];
}

/** Part of a table: `inputs` of shape [rows, features] and `targets` of shape [rows], in original units. */
export interface RegressionPart {
  readonly rows: number;
  readonly inputs: Rows<Float32Array>;
  readonly targets: Rows<Float32Array>;
  /** Which rows are known outliers; all false where that is not known. */
  readonly outliers: readonly boolean[];
}

/** Part of a picture collection: `inputs` of shape [rows, height, width, 3], 0 to 255. */
export interface ImagePart {
  readonly rows: number;
  readonly inputs: Rows<Uint8Array>;
  /** Class ids, indices into the task's `classNames`. */
  readonly labels: Int32Array;
  /** File name, or the generator's number, of each picture. */
  readonly names: readonly string[];
}

/** The three parts of a data set for one seed. */
export interface Split<Part> {
  readonly train: Part;
  readonly validation: Part;
  readonly test: Part;
}

/** Where data came from, with what is needed to check that it is the same data. */
export type DataOrigin =
  | { readonly kind: 'embedded'; readonly description: string }
  | { readonly kind: 'csv'; readonly file: string; readonly sha256: string; readonly rows: number }
  | { readonly kind: 'folder'; readonly folder: string; readonly sha256: string; readonly pictures: number };

/** A table to be predicted by a linear model. */
export interface RegressionTask {
  readonly kind: 'regression';
  readonly name: string;
  readonly origin: DataOrigin;
  readonly featureNames: readonly string[];
  readonly targetName: string;
  /** The line that generated the data, where it is known. */
  readonly truth?: { readonly intercept: number; readonly coefficients: readonly number[] };
  split(seed: number): Split<RegressionPart>;
}

/** Pictures to be put into classes. */
export interface ImageTask {
  readonly kind: 'classification';
  readonly name: string;
  readonly origin: DataOrigin;
  /** In label order. */
  readonly classNames: readonly string[];
  /** Height, width, 3. */
  readonly pictureShape: readonly [number, number, number];
  split(seed: number): Split<ImagePart>;
}

export type Task = RegressionTask | ImageTask;
