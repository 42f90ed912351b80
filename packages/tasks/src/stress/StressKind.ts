import type { RandomStream } from '@losskit/random';

import type { KindName } from '../kinds/kindNames.ts';
import type { TargetShape } from '../kinds/TargetShape.ts';
import type { TaskRows } from '../TaskData.ts';

/** A way to make the training part worse, by how much a level says. */
export interface StressKind {
  /** What a level is, as `a fraction of the training rows`. */
  readonly level: string;
  /** Whether there is such a level. */
  isLevel(level: number): boolean;
  /** The levels that it can be asked for, in words. */
  readonly levels: string;
  /** Whether more of the level is worse; else fewer are. */
  readonly moreIsWorse: boolean;
  fits(kind: KindName): boolean;
  /** The training part at a level; the rows that are touched at one level are touched at every higher one. */
  apply(train: TaskRows, level: number, stream: RandomStream, shape: TargetShape): TaskRows;
}
