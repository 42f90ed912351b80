import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';
import { emitCopy } from './emitCopy.ts';
import type { GatheredInput } from './planProgram.ts';

/** Makes 32-bit floats of bytes, four at a time; reads and writes up to the next multiple of four. */
function emitBytesToFloats(f: FunctionBuilder, to: Local, from: Local, count: number): void {
  const place = f.local('i32');
  f.loop(place, { from: 0, to: count, step: 4 }, () => {
    f.get(to).get(place).i32(2).op('i32.shl', 'i32.add');
    f.get(from).get(place).op('i32.add').load('v128.load32_zero');
    f.op('i16x8.extend_low_i8x16_u', 'i32x4.extend_low_i16x8_u', 'f32x4.convert_i32x4_s').store('v128.store');
  });
  f.release(place);
}

/** Copies neighbouring rows of the resident ones. */
function emitRows(
  f: FunctionBuilder,
  { rowSize, type }: GatheredInput['resident'],
  to: Local,
  from: Local,
  rows: number,
): void {
  if (type === 'uint8') emitBytesToFloats(f, to, from, rowSize * rows);
  else emitCopy(f, to, from, 4 * rowSize * rows);
}

/** Puts the address of the resident row whose number is on the stack into `from`. */
function emitRowAddress(
  f: FunctionBuilder,
  { rowSize, type, address }: GatheredInput['resident'],
  from: Local,
): void {
  f.i32(type === 'uint8' ? rowSize : 4 * rowSize)
    .op('i32.mul')
    .i32(address)
    .op('i32.add')
    .set(from);
}

/** Leaves 1 on the stack where the numbers count up from the first one, as those of rows in their order do; else 0. */
function emitIsInOrder(f: FunctionBuilder, indices: Local, rows: number): void {
  const [place, expected, same] = [f.local('i32'), f.local('v128'), f.local('v128')];
  const vectors = Math.floor(rows / 4);
  f.get(indices)
    .load('v128.load32_splat')
    .v128(new Uint8Array(Int32Array.of(0, 1, 2, 3).buffer))
    .op('i32x4.add')
    .set(expected);
  f.i32x4(-1).set(same);
  f.loop(place, { from: 0, to: 16 * vectors, step: 16 }, () => {
    f.get(indices).get(place).op('i32.add').load('v128.load').get(expected).op('i32x4.eq');
    f.get(same).op('v128.and').set(same);
    f.get(expected).constant(4, 'i32x4').op('i32x4.add').set(expected);
  });
  f.get(same).op('i32x4.all_true');
  for (let row = 4 * vectors; row < rows; row++) {
    f.get(indices)
      .load('i32.load', 4 * row)
      .get(indices)
      .load('i32.load')
      .i32(row)
      .op('i32.add', 'i32.eq', 'i32.and');
  }
  f.release(place, expected, same);
}

/**
 * Takes the rows of a batch out of the resident ones, by the numbers at `indices`. Rows in their order, as those of
 * all data at once and of a validation are, are copied at once.
 */
export function emitGather(f: FunctionBuilder, inputs: readonly GatheredInput[], indices: Local): void {
  const [first] = inputs;
  if (!first || first.rows === 0) return;
  const { rows } = first;
  const [row, to, from] = [f.local('i32'), f.local('i32'), f.local('i32')];
  emitIsInOrder(f, indices, rows);
  f.if(
    () => {
      for (const { address, resident } of inputs) {
        f.get(indices).load('i32.load');
        emitRowAddress(f, resident, from);
        f.i32(address).set(to);
        emitRows(f, resident, to, from, rows);
      }
    },
    () => {
      for (const { address, resident } of inputs) {
        f.i32(address).set(to);
        f.loop(row, { from: 0, to: 4 * rows, step: 4 }, () => {
          f.get(indices).get(row).op('i32.add').load('i32.load');
          emitRowAddress(f, resident, from);
          emitRows(f, resident, to, from, 1);
          f.get(to)
            .i32(4 * resident.rowSize)
            .op('i32.add')
            .set(to);
        });
      }
    },
  );
  f.release(row, to, from);
}
