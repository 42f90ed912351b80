/** A file of real data that an npm package carries. */
export interface PackagedFile {
  readonly package: string;
  /** The version that is known to carry these bytes. */
  readonly version: string;
  /** Path in the package. */
  readonly file: string;
  readonly sha256: string;
  /** What the rows are and who collected them, as a phrase. */
  readonly description: string;
  /** Licence of the data. */
  readonly licence: string;
  /** Rows that a task takes. */
  readonly rows: number;
}
