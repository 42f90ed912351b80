/** What the reader of an example has already: it may use these names without making them. */
declare const model: import('@losskit/trainer').Model;
declare const batches: readonly import('@losskit/trainer').Batch[];
declare const loss: typeof import('@losskit/losses').huber;
declare const optimizer: import('@losskit/trainer/optimizers').Optimizer;
declare const comparison: import('@losskit/study').Comparison;
