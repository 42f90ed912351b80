import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';

/** Swaps rows and columns of 4×4 numbers, of which each local holds a row. */
export function emitTranspose(f: FunctionBuilder, [a, b, c, d]: readonly [Local, Local, Local, Local]): void {
  const [low, high] = [f.local('v128'), f.local('v128')];
  f.get(a).get(b).shuffle32([0, 4, 1, 5]).set(low);
  f.get(a).get(b).shuffle32([2, 6, 3, 7]).set(b);
  f.get(c).get(d).shuffle32([0, 4, 1, 5]).set(high);
  f.get(c).get(d).shuffle32([2, 6, 3, 7]).set(d);
  f.get(low).get(high).shuffle32([0, 1, 4, 5]).set(a);
  f.get(b).get(d).shuffle32([0, 1, 4, 5]).set(c);
  f.get(b).get(d).shuffle32([2, 3, 6, 7]).set(d);
  f.get(low).get(high).shuffle32([2, 3, 6, 7]).set(b);
  f.release(low, high);
}
