import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';

/** How many numbers a vector takes at once. */
export type Lanes = 1 | 2 | 4;

/** Where numbers lie: so many bytes behind a base, `place` of which only the program knows. */
export interface Position {
  readonly place: Local | undefined;
  readonly bytes: number;
  readonly lanes: Lanes;
}

/** As many vectors as stand one after the other rather than in a loop. */
const UNROLLED = 4;

/** Runs `body` for numbers that lie one after the other: vectors of four, then the two and the one that are left. */
export function overNumbers(f: FunctionBuilder, count: number, body: (position: Position) => void): void {
  const vectors = Math.floor(count / 4);
  if (vectors <= UNROLLED) {
    for (let vector = 0; vector < vectors; vector++) body({ place: undefined, bytes: 16 * vector, lanes: 4 });
  } else {
    const place = f.local('i32');
    f.loop(place, { from: 0, to: 16 * vectors, step: 16 }, () => body({ place, bytes: 0, lanes: 4 }));
    f.release(place);
  }
  if (count & 2) body({ place: undefined, bytes: 16 * vectors, lanes: 2 });
  if (count & 1) body({ place: undefined, bytes: 4 * (count - 1), lanes: 1 });
}

/** Puts the address of a position behind `base` on the stack, but for its `bytes`. */
export function pushAddress(f: FunctionBuilder, base: Local, { place }: Position): FunctionBuilder {
  f.get(base);
  return place ? f.get(place).op('i32.add') : f;
}

const LOADS = { 1: 'v128.load32_zero', 2: 'v128.load64_zero', 4: 'v128.load' } as const;

/** Puts the numbers of a position behind `base` on the stack. */
export function loadNumbers(f: FunctionBuilder, base: Local, position: Position): FunctionBuilder {
  return pushAddress(f, base, position).load(LOADS[position.lanes], position.bytes);
}

/** Stores the vector on the stack, whose address lies below it, and no byte more. */
export function storeNumbers(f: FunctionBuilder, { lanes, bytes }: Position): void {
  if (lanes === 4) f.store('v128.store', bytes);
  else if (lanes === 2) f.lane('i64x2.extract_lane', 0).store('i64.store', bytes);
  else f.lane('i32x4.extract_lane', 0).store('i32.store', bytes);
}

/** Copies of this size are left to the engine. */
const MANY = 64;

/** Copies numbers that lie one after the other. */
export function copyNumbers(f: FunctionBuilder, from: Local, to: Local, count: number): void {
  if (count >= MANY) {
    f.get(to)
      .get(from)
      .i32(4 * count)
      .op('memory.copy');
    return;
  }
  overNumbers(f, count, (position) => {
    pushAddress(f, to, position);
    loadNumbers(f, from, position);
    storeNumbers(f, position);
  });
}
