import { prefixNames } from '../model/NamedTensors.ts';

/** All that a step changes, by name. */
export function stateOf<Value>(
  variables: Readonly<Record<string, Value>>,
  nonTrainableVariables: Readonly<Record<string, Value>>,
  optimizerState: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return {
    ...prefixNames('variable', variables),
    ...prefixNames('nonTrainable', nonTrainableVariables),
    ...prefixNames('slot', optimizerState),
  };
}
