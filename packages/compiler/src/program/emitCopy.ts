import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';

/** Largest copies that are written out as loads and stores. */
const SHORT_COPY = 64;

/** Copies a fixed number of bytes, a multiple of 4, from one address in a local to another. */
export function emitCopy(f: FunctionBuilder, to: Local, from: Local, bytes: number): void {
  if (bytes > SHORT_COPY) {
    f.get(to).get(from).i32(bytes).op('memory.copy');
    return;
  }
  let done = 0;
  for (; done + 16 <= bytes; done += 16)
    f.get(to).get(from).load('v128.load', done).store('v128.store', done);
  for (; done < bytes; done += 4) f.get(to).get(from).load('i32.load', done).store('i32.store', done);
}
