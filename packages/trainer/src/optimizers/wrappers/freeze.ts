import type { NamedTensors } from '../../model/NamedTensors.ts';
import { FILTER } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { checkOptimizer, type Optimizer } from '../Optimizer.ts';
import { checkFilter, describeFilter, passes, type VariableFilter } from '../transforms/VariableFilter.ts';

/**
 * Leaves the variables that a filter lets pass as they are, to the bit: they get no updates and no state, and
 * don't count in a global norm. A batch norm of a `LayersModel` whose gain and offset are left so normalises
 * by its moving statistics and leaves these too.
 *
 * @throws RangeError at the start of training if a name or pattern fits no variable.
 * @example
 * ```ts
 * import { adam } from '@losskit/trainer/optimizers';
 * freeze(adam({ learningRate: 1e-3 }), /^encoder/);
 * ```
 */
export function freeze(optimizer: Optimizer, filter: VariableFilter): Optimizer {
  checkOptimizer('freeze', optimizer);
  validateArgument('freeze', 'filter', filter, FILTER);
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
    isFrozen: (variableName, variable) =>
      passes(filter, variableName, variable) || optimizer.isFrozen?.(variableName, variable) === true,
    transform: {
      name,
      init(variables) {
        checkFilter('freeze', filter, variables);
        return inner.init(moving(variables, variables));
      },
      gradientPoint:
        inner.gradientPoint &&
        ((variables, state) => inner.gradientPoint?.(moving(variables, variables), state) ?? {}),
      update: (gradients, state, context) =>
        inner.update(moving(gradients, context.variables), state, context),
    },
  };
}
