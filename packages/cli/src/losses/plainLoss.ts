import type { AnyLoss } from '@losskit/losses/contract';

import { fittingKinds } from './fittingKinds.ts';
import { wordsOfLoss } from './wordsOfLoss.ts';

/**
 * A loss as JSON can hold it: declaration and words, and names where an option is one of several functions.
 */
export function plainLoss(loss: AnyLoss): object {
  const { declaration } = loss;
  const words = wordsOfLoss(loss);
  const options = Object.entries(declaration.options).map(([name, option]) => [
    name,
    {
      ...option,
      ...(option.kind === 'function' && { named: Object.keys(option.named) }),
      description: words.options[name],
    },
  ]);
  return { ...declaration, ...words, fits: fittingKinds(declaration), options: Object.fromEntries(options) };
}
