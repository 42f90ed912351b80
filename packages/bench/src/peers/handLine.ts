import type { TrainingWork } from '../cases/Case.ts';
import { type Problem, valuesOf, weightsOf } from '../cases/problem.ts';
import type { Runner } from '../protocol/Peer.ts';

/** Whether the work is a line through one input, for which nobody would write the loops of a network. */
export function isLine({ layers: [layer, ...others], input, loss, optimizer }: TrainingWork): boolean {
  const isOneUnit = layer?.kind === 'dense' && layer.units === 1 && !layer.activation;
  const isOneInput = input.length === 1 && input[0] === 1;
  return (
    isOneUnit && isOneInput && others.length === 0 && loss === 'meanSquaredError' && optimizer.kind === 'sgd'
  );
}

/** The loop of a line's slope and intercept. */
export function lineRunner(
  problem: Problem,
  { rows, batch, optimizer: { learningRate } }: TrainingWork,
): Runner {
  const x = valuesOf(problem, 'inputs').values;
  const y = valuesOf(problem, 'targets').values;
  const [kernel, bias] = weightsOf(problem);
  let slope = kernel?.values[0] ?? 0;
  let intercept = bias?.values[0] ?? 0;
  let begin = 0;

  function take(): void {
    let [ofSlope, ofIntercept] = [0, 0];
    for (let row = begin; row < begin + batch; row++) {
      const input = x[row] ?? 0;
      const error = slope * input + intercept - (y[row] ?? 0);
      ofSlope += error * input;
      ofIntercept += error;
    }
    slope -= (2 * learningRate * ofSlope) / batch;
    intercept -= (2 * learningRate * ofIntercept) / batch;
    begin = (begin + batch) % rows;
  }

  return {
    run(steps) {
      for (let left = steps; left > 0; left--) take();
    },
    evaluate() {
      let total = 0;
      for (let row = 0; row < batch; row++) total += (slope * (x[row] ?? 0) + intercept - (y[row] ?? 0)) ** 2;
      return [total / batch];
    },
  };
}
