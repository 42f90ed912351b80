/** Shapes of batches that have a program; a ragged last batch is one of them. */
export const MOST_BATCH_SHAPES = 4;
