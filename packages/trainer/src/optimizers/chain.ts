import type { NamedTensors } from '../Model.ts';
import type { GradientTransform } from './GradientTransform.ts';

/** Runs transforms one after the other. Slots carry the transform's place and name: `0.adam/firstMoment/bias`. */
export function chain(...transforms: readonly GradientTransform[]): GradientTransform {
  const prefixes = transforms.map(({ name }, index) => `${index}.${name}/`);

  function slotsOf(index: number, slots: NamedTensors): NamedTensors {
    const prefix = prefixes[index] ?? '';
    return Object.fromEntries(
      Object.entries(slots)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, slot]) => [name.slice(prefix.length), slot]),
    );
  }

  function prefixed(index: number, slots: NamedTensors): [string, NamedTensors[string]][] {
    return Object.entries(slots).map(([name, slot]) => [`${prefixes[index]}${name}`, slot]);
  }

  return {
    name: transforms.map(({ name }) => name).join('+'),
    init: (variables) =>
      Object.fromEntries(
        transforms.flatMap((transform, index) => prefixed(index, transform.init(variables))),
      ),
    update(gradients, slots, context) {
      let updates = gradients;
      const newSlots: [string, NamedTensors[string]][] = [];
      transforms.forEach((transform, index) => {
        const result = transform.update(updates, slotsOf(index, slots), context);
        updates = result.updates;
        newSlots.push(...prefixed(index, result.slots));
      });
      return { updates, slots: Object.fromEntries(newSlots) };
    },
  };
}
