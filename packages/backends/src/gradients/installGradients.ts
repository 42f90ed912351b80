import * as tf from '@tensorflow/tfjs-core';

import { recordFix } from '../installedFixes.ts';
import { installBroadcastMatMul } from '../kernels/broadcastMatMul.ts';
import { broadcastGradients } from './broadcastGradients.ts';
import { convolutionGradients } from './convolutionGradients.ts';
import { cumsumGradient } from './cumsumGradient.ts';
import { einsumGradient } from './einsumGradient.ts';
import type { GradientFix } from './GradientFix.ts';
import { gatherGradient, gatherNdGradient } from './gatherGradients.ts';
import { matMulGradient } from './matMulGradient.ts';
import { resizeGradients } from './resizeGradients.ts';
import { zeroGradients } from './zeroGradients.ts';

const FIXES: readonly GradientFix[] = [
  ...zeroGradients,
  ...broadcastGradients,
  matMulGradient,
  gatherGradient,
  gatherNdGradient,
  cumsumGradient,
  einsumGradient,
  ...convolutionGradients,
  ...resizeGradients,
];

const triedOn = new Set<string>();
const replaced = new Set<GradientFix>();

/**
 * Registers the gradients that tfjs lacks or has wrong, for every backend. One that is right by itself stays:
 * each is tried first, on a few numbers, with the backend that is selected.
 *
 * Call it after a backend was selected by hand; `prepareBackend` does so itself. A second call for the same
 * backend does nothing.
 */
export function installGradients(): void {
  const backend = tf.getBackend();
  if (triedOn.has(backend)) return;
  triedOn.add(backend);
  // The gradient of a product is made of products.
  for (const name of new Set(['cpu', backend])) installBroadcastMatMul(name);
  for (const fix of FIXES) {
    if (replaced.has(fix)) continue;
    // The type promises one, the registry doesn't.
    const own: tf.GradConfig | undefined = tf.getGradient(fix.name);
    if (own && fix.isRight(own)) continue;
    if (own) tf.unregisterGradient(fix.name);
    tf.registerGradient(fix.make(own));
    replaced.add(fix);
    recordFix(fix);
  }
}
