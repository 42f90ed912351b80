import { ArgumentRangeError, withNearestName } from '@losskit/errors';
import type { Tensor } from '@tensorflow/tfjs-core';

import type { NamedTensors } from '../../model/NamedTensors.ts';

/** A full name, a pattern that the name contains, or a predicate. */
export type VariableFilter = string | RegExp | ((name: string, variable: Tensor) => boolean);

/** Kernels and embeddings: everything but biases and the gains of norms. */
export const rankAboveOne: VariableFilter = (_name, { rank }) => rank > 1;

/** Whether a variable passes a filter. */
export function passes(filter: VariableFilter, name: string, variable: Tensor): boolean {
  if (typeof filter === 'string') return name === filter;
  // Not `test`, whose answer depends on the last call where the pattern has the flag g.
  return filter instanceof RegExp ? name.search(filter) >= 0 : filter(name, variable);
}

/** A filter in words, for descriptions. */
export function describeFilter(filter: VariableFilter): string {
  if (typeof filter === 'function') return filter.name || 'a function';
  return filter instanceof RegExp ? String(filter) : `'${filter}'`;
}

/** Refuses a name or pattern that fits none of the variables: it is mistyped. */
export function checkFilter(where: string, filter: VariableFilter, variables: NamedTensors): void {
  if (typeof filter === 'function') return;
  if (Object.entries(variables).some(([name, variable]) => passes(filter, name, variable))) return;
  const got = filter instanceof RegExp ? String(filter) : withNearestName(filter, Object.keys(variables));
  throw new ArgumentRangeError(`${where}: expected a filter that fits a variable, got ${got}.`);
}
