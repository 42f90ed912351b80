/** What the targets of a task are. */
export interface TargetShape {
  /** Shape of one row of targets. */
  readonly rowShape: readonly number[];
  /** Columns, classes or labels: what the model gives a number for. 1 where the targets don't tell. */
  readonly width: number;
}
