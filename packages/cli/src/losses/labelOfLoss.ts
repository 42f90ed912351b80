import type { AnyLoss } from '@losskit/losses/contract';

/** A loss in a legend, with the options as they were typed: `huber, delta 0.5`. */
export function labelOfLoss({ declaration, preset }: AnyLoss): string {
  const options = Object.entries(preset).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join('/') : value}`,
  );
  return [declaration.name, ...options].join(', ');
}
