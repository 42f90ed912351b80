import type { StepBatches, StepRequest } from './StepEngine.ts';

/** Some of the batches, which still belong to whoever has them all. */
function partOfBatches(all: StepBatches, start: number, end: number): StepBatches {
  return {
    count: end - start,
    shape: all.shape,
    rows: all.rows?.slice(start, end),
    tensors: (index) => all.tensors(start + index),
    dispose() {},
  };
}

/** Some of the steps of a request, from one on until before another. */
export function partOfRequest(request: StepRequest, start: number, end: number): StepRequest {
  const { step, batches, learningRates, momenta, squaredNorms } = request;
  return {
    step: step + start,
    batches: partOfBatches(batches, start, end),
    learningRates: learningRates.slice(start, end),
    momenta: momenta?.slice(start, end),
    squaredNorms: squaredNorms && end === batches.count,
  };
}
