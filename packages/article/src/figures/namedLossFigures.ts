import { lossCurves } from '@losskit/report';

import { NAMED_LOSSES } from '../namedLosses/namedLosses.ts';
import type { Figure } from './Figure.ts';
import { sampleCurve } from './lossFigures.ts';

/** One figure for each loss that the fourth article only names. Needs a backend. */
export function namedLossFigures(): Figure[] {
  return NAMED_LOSSES.map(({ name, curve: { axis, xs, at } }) => {
    const spec = lossCurves([sampleCurve(name, xs, at)], [axis], ['ℓ', 'dℓ/dx']);
    return { name: `named-${name}`, spec: { ...spec, background: 'transparent', padding: 4 } };
  });
}
