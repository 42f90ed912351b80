import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';

/** An address in memory: `base`, or so many bytes behind a pointer. */
export interface Place {
  readonly base: number;
  readonly pointer?: Local;
}

/** Has a local hold what {@link Place.base} is to be added to, and so many bytes more. */
export function pointTo(f: FunctionBuilder, local: Local, { pointer }: Place, bytes = 0): void {
  if (!pointer) f.i32(bytes).set(local);
  else if (bytes === 0) f.get(pointer).set(local);
  else f.get(pointer).i32(bytes).op('i32.add').set(local);
}
