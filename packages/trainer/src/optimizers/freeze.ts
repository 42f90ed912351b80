import type { NamedTensors } from '../model/NamedTensors.ts';
import type { Optimizer } from './Optimizer.ts';
import { checkFilter, describeFilter, passes, type VariableFilter } from './VariableFilter.ts';

/**
 * Leaves the variables that a filter lets pass as they are, to the bit: they get no updates and no state, and
 * don't count in a global norm.
 *
 * @throws RangeError at the start of training if a name or pattern fits no variable.
 * @example
 * ```ts
 * freeze(adam({ learningRate: 1e-3 }), /^encoder/);
 * ```
 */
export function freeze(optimizer: Optimizer, filter: VariableFilter): Optimizer {
  const inner = optimizer.transform;
  const name = `freeze(${optimizer.name})`;
  const moving = (tensors: NamedTensors, variables: NamedTensors): NamedTensors =>
    Object.fromEntries(
      Object.entries(tensors).filter(([tensorName]) => {
        const variable = variables[tensorName];
        return variable && !passes(filter, tensorName, variable);
      }),
    );
  return {
    ...optimizer,
    name,
    description: `${optimizer.description}, without ${describeFilter(filter)}`,
    transform: {
      name,
      init(variables) {
        checkFilter('freeze', filter, variables);
        return inner.init(moving(variables, variables));
      },
      update: (gradients, state, context) =>
        inner.update(moving(gradients, context.variables), state, context),
    },
  };
}
