/** The numbers of a tensor outside any backend. */
export interface TensorData {
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * All that decides the rest of a run, as plain data: a run that continues from it gives the bits of one that
 * never stopped.
 */
export interface TrainingState {
  /** Steps done; with the seeds it fixes the position in every random stream and permutation. */
  readonly step: number;
  /**
   * By `variable/<name>`, `slot/<name>` and `best/<name>`: the model, the optimizer's state, the best weights
   * so far.
   */
  readonly tensors: ReadonlyMap<string, TensorData>;
  /**
   * What the loop remembers beside tensors: losses not yet reported, history, early stopping, schedules with
   * state.
   */
  readonly progress: { readonly [key: string]: Json };
}
