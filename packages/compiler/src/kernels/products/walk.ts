import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { Axis } from './Axis.ts';

function add(f: FunctionBuilder, pointer: Local, bytes: number): void {
  if (bytes !== 0) f.get(pointer).i32(bytes).op('i32.add').set(pointer);
}

/**
 * Runs `body` at each place along an axis. The pointers move by its `bytes` a turn, the last one as well.
 *
 * @param moved the bytes of these that `body` moves them by
 */
export function walk(
  f: FunctionBuilder,
  { count, bytes }: Axis,
  pointers: readonly Local[],
  body: () => void,
  moved: readonly number[] = [],
): void {
  if (count <= 0) return;
  const turn = () => {
    body();
    pointers.forEach((pointer, index) => {
      add(f, pointer, (bytes[index] ?? 0) - (moved[index] ?? 0));
    });
  };
  if (count === 1) {
    turn();
    return;
  }
  const [own, end] = [f.local('i32'), f.local('i32')];
  const moving = bytes.findIndex((step) => step !== 0);
  const counter = pointers[moving] ?? own;
  if (counter === own) f.i32(0).set(own);
  f.get(counter)
    .i32(count * (bytes[moving] ?? 1))
    .op('i32.add')
    .set(end);
  f.repeat(() => {
    turn();
    if (counter === own) add(f, own, 1);
    f.get(counter).get(end).op('i32.ne').branchIf(0);
  });
  f.release(own, end);
}

/**
 * Runs `body` at each place along axes, the last of which runs fastest. The pointers follow the axes' `bytes`,
 * and end behind the last place.
 */
export function walkAxes(
  f: FunctionBuilder,
  axes: readonly Axis[],
  pointers: readonly Local[],
  body: () => void,
): void {
  const [axis, ...inner] = axes;
  if (!axis) {
    body();
    return;
  }
  const [next] = inner;
  const moved = next?.bytes.map((step) => step * next.count) ?? [];
  walk(f, axis, pointers, () => walkAxes(f, inner, pointers, body), moved);
}
