import type { FunctionBuilder } from '../../wasm/FunctionBuilder.ts';
import { copyNumbers } from '../numbersInOrder.ts';
import { type Axis, countOf, mergedAxes } from '../products/Axis.ts';
import { walkAxes } from '../products/walk.ts';

/** Copies numbers along axes, whose bytes are those in the source and in the target. */
export function copyAxes(
  f: FunctionBuilder,
  axes: readonly Axis[],
  [from, to]: readonly [number, number],
): void {
  if (countOf(axes) === 0) return;
  const outer = mergedAxes(axes);
  const last = outer.at(-1);
  const isRun = last?.bytes.every((bytes) => bytes === 4);
  if (isRun) outer.pop();
  const pointers = [f.local('i32'), f.local('i32')] as const;
  f.i32(from).set(pointers[0]).i32(to).set(pointers[1]);
  walkAxes(f, outer, pointers, () => copyNumbers(f, ...pointers, isRun && last ? last.count : 1));
  f.release(...pointers);
}
