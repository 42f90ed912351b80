import { fruitTask } from './fruit.ts';
import { fruitBowlTask } from './fruitBowls.ts';
import { fruitMaskTask } from './fruitMask.ts';
import { fruitMetricTask } from './fruitMetric.ts';
import { linearTask } from './linear.ts';
import { unknownFruitTask } from './unknownFruit.ts';

/** The tasks whose data are drawn, so that they need no file, by name. */
export const EMBEDDED_TASKS = {
  linear: linearTask,
  fruit: fruitTask,
  'fruit-bowl': fruitBowlTask,
  'fruit-mask': fruitMaskTask,
  'fruit-metric': fruitMetricTask,
  'fruit-unknown': unknownFruitTask,
};
