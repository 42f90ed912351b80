import { ArgumentRangeError } from '@losskit/errors';

import type { NamedTensors } from '../../model/NamedTensors.ts';
import { FILTER } from '../../options/OptionRule.ts';
import { validateArgument } from '../../options/validateOptions.ts';
import { checkTransforms, describeTransform, type GradientTransform } from './GradientTransform.ts';
import { stateUnder, withPrefix } from './statePrefix.ts';
import { checkFilter, describeFilter, passes, type VariableFilter } from './VariableFilter.ts';

const SELECTED = 'selected/';
const OTHERS = 'others/';

/**
 * One transform for the variables that a filter lets pass, another one for the others, as Optax's `partition`.
 *
 * @throws TypeError for what is no filter or no transform; RangeError at the start of training if a name or pattern
 *   fits no variable.
 * @example
 * ```ts
 * import { scaleByMomentum, scaleByRms } from '@losskit/trainer/optimizers';
 * partition('embedding', scaleByRms(0.99, 1e-8), scaleByMomentum(0.9, false));
 * ```
 */
export function partition(
  filter: VariableFilter,
  selected: GradientTransform,
  others: GradientTransform,
): GradientTransform {
  validateArgument('partition', 'filter', filter, FILTER);
  checkTransforms('partition', [selected, others]);
  for (const { name, gradientPoint } of [selected, others]) {
    if (!gradientPoint) continue;
    throw new ArgumentRangeError(
      `partition: expected transforms that take gradients at the variables, got ${name}.`,
    );
  }
  /** The tensors of the variables that do, or don't, pass. */
  const those = (pass: boolean, tensors: NamedTensors, variables: NamedTensors): NamedTensors =>
    Object.fromEntries(
      Object.entries(tensors).filter(([name]) => {
        const variable = variables[name];
        return variable && passes(filter, name, variable) === pass;
      }),
    );
  return {
    name: `${selected.name}|${others.name}`,
    description: `${describeTransform(selected)} of ${describeFilter(filter)}, ${describeTransform(others)} of the others`,
    init(variables) {
      checkFilter('partition', filter, variables);
      return {
        ...withPrefix(SELECTED, selected.init(those(true, variables, variables))),
        ...withPrefix(OTHERS, others.init(those(false, variables, variables))),
      };
    },
    update(gradients, state, context) {
      const { variables } = context;
      const [first, second] = [selected, others].map((transform, index) =>
        transform.update(
          those(index === 0, gradients, variables),
          stateUnder(index === 0 ? SELECTED : OTHERS, state),
          { ...context, variables: those(index === 0, variables, variables) },
        ),
      );
      return {
        updates: { ...first?.updates, ...second?.updates },
        state: { ...withPrefix(SELECTED, first?.state ?? {}), ...withPrefix(OTHERS, second?.state ?? {}) },
      };
    },
  };
}
