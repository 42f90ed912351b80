import type { KernelNode, Value } from '../graph/Value.ts';
import type { LoopGroup } from './LoopGroup.ts';

/** What is computed together, in order. */
export type Unit =
  | { readonly kind: 'loops'; readonly group: LoopGroup }
  | { readonly kind: 'kernel'; readonly call: KernelNode };

/** The values that a value is made of. */
export function operandsOf({ origin }: Value): readonly Value[] {
  if (origin.kind === 'elements') return origin.operands.map(({ value }) => value);
  if (origin.kind === 'reduction') return [origin.operand.value];
  if (origin.kind === 'kernel') return origin.call.operands.map(({ value }) => value);
  return [];
}

/** Values that a unit computes. */
export function producedBy(unit: Unit): readonly Value[] {
  return unit.kind === 'kernel' ? unit.call.outputs : unit.group.values;
}

/** Values that a unit reads and does not compute itself. */
export function readBy(unit: Unit): Set<Value> {
  const own = new Set(producedBy(unit));
  const operands =
    unit.kind === 'kernel'
      ? unit.call.operands.map(({ value }) => value)
      : unit.group.values.flatMap(operandsOf);
  return new Set(operands.filter((operand) => !own.has(operand)));
}
