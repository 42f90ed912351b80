import { ArgumentRangeError } from '@losskit/errors';

import type { NamedTensors } from '../../model/NamedTensors.ts';
import {
  checkTransforms,
  describeTransform,
  type GradientTransform,
  gradientPointUnder,
} from './GradientTransform.ts';
import { stateUnder, withPrefix } from './statePrefix.ts';

/**
 * Runs transforms one after the other. Their states carry the transform's place and name:
 * `0.adam/firstMoment/bias`.
 */
export function chain(...transforms: readonly GradientTransform[]): GradientTransform {
  checkTransforms('chain', transforms);
  const links = transforms.map((transform, index) => ({ transform, prefix: `${index}.${transform.name}/` }));

  const points = links.filter(({ transform }) => transform.gradientPoint);
  if (points.length > 1) {
    throw new ArgumentRangeError(
      `chain: expected one transform that says where gradients are taken, got ${points.length}.`,
    );
  }
  const [point] = points;
  return {
    name: transforms.map(({ name }) => name).join('+'),
    description: transforms.map(describeTransform).join(', then '),
    init(variables) {
      const state: Record<string, NamedTensors[string]> = {};
      for (const { transform, prefix } of links)
        Object.assign(state, withPrefix(prefix, transform.init(variables)));
      return state;
    },
    gradientPoint: point && gradientPointUnder(point.prefix, point.transform),
    update(gradients, state, context) {
      let updates = gradients;
      const newState: Record<string, NamedTensors[string]> = {};
      for (const { transform, prefix } of links) {
        const result = transform.update(updates, stateUnder(prefix, state), context);
        updates = result.updates;
        Object.assign(newState, withPrefix(prefix, result.state));
      }
      return { updates, state: newState };
    },
  };
}
