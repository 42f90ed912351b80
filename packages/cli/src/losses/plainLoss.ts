import type { AnyLoss } from '@losskit/losses/contract';

import { fittingKinds } from './fittingKinds.ts';

/** A loss as JSON can hold it: its declaration, where one of several functions is an option their names. */
export function plainLoss({ declaration }: AnyLoss): object {
  const options = Object.entries(declaration.options).map(([name, option]) => [
    name,
    option.kind === 'function' ? { ...option, named: Object.keys(option.named) } : option,
  ]);
  return { ...declaration, fits: fittingKinds(declaration), options: Object.fromEntries(options) };
}
