import { FunctionBuilder } from '../wasm/FunctionBuilder.ts';

/**
 * Bytes that two threads talk over, of which the first four are the number of the work on offer: negative once
 * the second thread has taken it, and 0 when there is none.
 */
export const HAND_OVER_BYTES = 64;

/** Tells the second thread to end. */
const NO_MORE = 2 ** 31 - 1;

/** How often a thread looks before it goes to sleep: about as long as what lies between two products. */
const LOOKS = 50_000;

/** A piece of work whose second half another thread may do. */
export interface SharedWork {
  /** Its number, from 1. */
  readonly number: number;
  /** The functions of its halves. */
  readonly first: number;
  readonly second: number;
}

/** Writes a word and wakes the thread that waits for it. */
function emitTell(f: FunctionBuilder, address: number, word: number): void {
  f.i32(address).i32(word).store('i32.atomic.store');
  f.i32(address).i32(1).load('memory.atomic.notify').op('drop');
}

/** Waits until the word is none that `putWaiting` puts on the stack. */
function emitAwait(f: FunctionBuilder, address: number, putWaiting: () => void): void {
  const looks = f.local('i32');
  f.i32(0).set(looks);
  f.block(() => {
    f.repeat(() => {
      f.i32(address).load('i32.atomic.load');
      putWaiting();
      f.op('i32.ne').branchIf(1);
      f.get(looks).i32(1).op('i32.add').tee(looks).i32(LOOKS).op('i32.lt_s').branchIf(0);
      f.i32(address);
      putWaiting();
      f.i64(-1n).load('memory.atomic.wait32').op('drop').branch(0);
    });
  });
  f.release(looks);
}

/** Puts the outcome on the stack of taking the word `from` for another, if it still is that. */
function emitTake(f: FunctionBuilder, address: number, from: () => void, to: () => void): void {
  f.i32(address);
  from();
  to();
  f.load('i32.atomic.rmw.cmpxchg');
  from();
  f.op('i32.eq');
}

/** Does both halves of a piece of work, the second one only if the other thread has not begun with it by then. */
export function emitHandOver(
  f: FunctionBuilder,
  address: number,
  { number, first, second }: SharedWork,
): void {
  emitTell(f, address, number);
  f.call(first);
  emitTake(
    f,
    address,
    () => f.i32(number),
    () => f.i32(0),
  );
  f.if(
    () => f.call(second),
    () => emitAwait(f, address, () => f.i32(-number)),
  );
}

/** What the second thread runs until it is told to end. */
export function emitSecondThread(address: number, works: readonly SharedWork[]): FunctionBuilder {
  const f = new FunctionBuilder();
  const word = f.local('i32');
  f.repeat(() => {
    emitAwait(f, address, () => f.i32(0));
    f.i32(address)
      .load('i32.atomic.load')
      .tee(word)
      .i32(NO_MORE)
      .op('i32.eq')
      .if(() => f.op('return'));
    emitTake(
      f,
      address,
      () => f.get(word),
      () => f.i32(0).get(word).op('i32.sub'),
    );
    // Work that is no more on offer has been done by the first thread.
    f.get(word)
      .i32(0)
      .op('i32.gt_s', 'i32.and')
      .if(() => {
        for (const { number, second } of works) {
          f.get(word)
            .i32(number)
            .op('i32.eq')
            .if(() => f.call(second));
        }
        emitTell(f, address, 0);
      });
    f.branch(0);
  });
  return f;
}

/** Has the second thread end when it next looks for work. */
export function endSecondThread(memory: WebAssembly.Memory, address: number): void {
  const words = new Int32Array(memory.buffer, address, 1);
  Atomics.store(words, 0, NO_MORE);
  Atomics.notify(words, 0);
}
