import type { AnyLoss } from '@losskit/losses/contract';

import { testChecks } from './Check.ts';
import { type LossSpec, referenceChecks } from './referenceChecks.ts';
import { secondDerivativeChecks } from './secondDerivativeChecks.ts';

/**
 * Registers the tests of one loss: its values against a float64 reference that is derived another way, and
 * its gradients against the slope of that reference, so that float32 noise plays no part; second derivatives
 * too, or that they are refused.
 *
 * What every loss must do whatever its formula is checked by `contractChecks`.
 *
 * @example
 * ```ts
 * import { huber } from '@losskit/losses';
 * testLoss(huber, {
 *   options: [{}, { delta: 0.4 }],
 *   reference(yTrue, yPred, { delta = 1 }) {
 *     const r = Math.abs(yPred - yTrue);
 *     return r <= delta ? r ** 2 / 2 : delta * (r - delta / 2);
 *   },
 *   cases: [{ inputs: [0, 0], gradient: 0 }],
 * });
 * ```
 */
export function testLoss<Options extends object>(loss: AnyLoss, spec: LossSpec<Options>): void {
  testChecks(loss.declaration.name, [...referenceChecks(loss, spec), ...secondDerivativeChecks(loss, spec)]);
}
