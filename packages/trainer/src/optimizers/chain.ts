import type { NamedTensors } from '../Model.ts';
import type { GradientTransform } from './GradientTransform.ts';
import { slotsUnder, withPrefix } from './slotPrefix.ts';

/** Runs transforms one after the other. Slots carry the transform's place and name: `0.adam/firstMoment/bias`. */
export function chain(...transforms: readonly GradientTransform[]): GradientTransform {
  const links = transforms.map((transform, index) => ({ transform, prefix: `${index}.${transform.name}/` }));

  return {
    name: transforms.map(({ name }) => name).join('+'),
    init(variables) {
      const slots: Record<string, NamedTensors[string]> = {};
      for (const { transform, prefix } of links)
        Object.assign(slots, withPrefix(prefix, transform.init(variables)));
      return slots;
    },
    update(gradients, slots, context) {
      let updates = gradients;
      const newSlots: Record<string, NamedTensors[string]> = {};
      for (const { transform, prefix } of links) {
        const result = transform.update(updates, slotsUnder(prefix, slots), context);
        updates = result.updates;
        Object.assign(newSlots, withPrefix(prefix, result.slots));
      }
      return { updates, slots: newSlots };
    },
  };
}
