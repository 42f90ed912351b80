import { broadcast, type View, viewKey, viewOf } from '../graph/View.ts';

const NEVER_NEGATIVE: ReadonlySet<string> = new Set(['Abs', 'Exp', 'Relu', 'SquaredDifference', 'Square']);

function isNonNegative({ value: { origin } }: View): boolean {
  if (origin.kind === 'uniform') return origin.number >= 0;
  return origin.kind === 'elements' && NEVER_NEGATIVE.has(origin.name);
}

/** Whether a view shows, beside each number of `x`, the maximum of numbers that this one is among. */
function isMaximumOf(view: View, x: View): boolean {
  const { origin } = view.value;
  if (origin.kind !== 'reduction' || origin.name !== 'max') return false;
  const { operand, axes } = origin;
  const kept = operand.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const beside = broadcast(viewOf(view.value, kept), operand.shape);
  return viewKey(operand) === viewKey(x) && viewKey(beside) === viewKey(view);
}

/** Whether it is known that no number of a view is above 0; there may be NaN among them. */
export function isNonPositive({ value: { origin } }: View): boolean {
  if (origin.kind === 'uniform') return origin.number <= 0;
  if (origin.kind !== 'elements') return false;
  const [a, b = a] = origin.operands;
  if (!a || !b) return false;
  if (origin.name === 'Neg') return isNonNegative(a);
  if (origin.name === 'Sub') return isMaximumOf(b, a);
  if (origin.name === 'Minimum') return isNonPositive(a) || isNonPositive(b);
  if (origin.name === 'Multiply')
    return (isNonNegative(a) && isNonPositive(b)) || (isNonPositive(a) && isNonNegative(b));
  return false;
}
