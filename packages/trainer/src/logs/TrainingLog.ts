import type { FileSystem } from '@losskit/files';

import type { HistoryRow } from '../loop/history.ts';

/** A file that takes the rows of a run's history one by one. */
export interface TrainingLog {
  /** Adds a row, of a step not before that of the last one. The file holds it when this returns. */
  write(row: HistoryRow): Promise<void>;
  /** Flushes the file to the disk and closes it. */
  close(): Promise<void>;
}

/** Where a log goes on. */
export interface LogOptions {
  /**
   * Steps done when the run goes on: rows up to this one stay, those after it, which are about to come again,
   * go. Default 0: a new log in the place of one that may be there.
   */
  readonly fromStep?: number | undefined;
  readonly files?: FileSystem | undefined;
}
