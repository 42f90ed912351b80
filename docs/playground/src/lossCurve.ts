import { type CurvePoint, lossSlices, sampleCurve } from '@losskit/losses/curves';
import { findLoss } from '@losskit/losses/registry';

import type { ControlValue } from './optionControls.ts';

/** The curve of a loss with options, at `count` points or as many as it is worth. */
export function lossCurve(
  name: string,
  options: Readonly<Record<string, ControlValue>>,
  count: number,
): CurvePoint[] {
  const loss = findLoss(name);
  const [slice] = lossSlices(loss.declaration);
  return sampleCurve(loss.with(options), slice, count);
}
