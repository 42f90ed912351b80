import type { TaskResult } from '@losskit/study';

import type { UnknownFruitResult } from './readUnknownFruit.ts';

/** What comparisons gave, as plain data: the claims that need more than a moment's arithmetic look here. */
export interface Experiments {
  /** A line through outliers, with every loss. */
  readonly linear: TaskResult;
  /** Three fruits, with every loss. */
  readonly fruit: TaskResult;
  /** Several fruits in one picture. */
  readonly bowls: TaskResult;
  /** A fruit that the classifier never saw. */
  readonly unknownFruit: UnknownFruitResult;
}
