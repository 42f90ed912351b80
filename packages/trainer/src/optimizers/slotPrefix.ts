import type { NamedTensors } from '../Model.ts';

/** The slots whose name starts with `prefix`, without it. */
export function slotsUnder(prefix: string, slots: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(slots)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, slot]) => [name.slice(prefix.length), slot]),
  );
}

/** The same slots, with `prefix` before each name. */
export function withPrefix(prefix: string, slots: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [`${prefix}${name}`, slot]));
}
