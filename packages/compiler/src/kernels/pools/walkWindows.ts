import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { MemoryInstruction } from '../../wasm/instructions.ts';
import type { WindowInfo } from '../convolutions/windowInfo.ts';
import { type Axis, mergedAxes } from '../products/Axis.ts';
import { type ColumnVector, columnPanels } from '../products/columnPanels.ts';
import { pointTo } from '../products/Place.ts';
import { walk, walkAxes } from '../products/walk.ts';
import { windowGroups } from './windowGroups.ts';

/** Four channels of a window, or one where there are fewer than four. */
export interface Window {
  /** Bytes from the first number of the pictures to the first pixel of the window that is inside. */
  readonly pixel: Local;
  /** Bytes from the first number of what is pooled to the window's. */
  readonly pooled: Local;
  /** The pixels that are inside. */
  readonly taps: readonly [rows: Axis, columns: Axis];
  /** The lanes that no other vector has. */
  readonly lanes: ColumnVector['lanes'];
  /** Loads the channels into a vector. */
  readonly load: MemoryInstruction;
}

/** Runs `body` for each window of a pooling. */
export function walkWindows(f: FunctionBuilder, info: WindowInfo, body: (window: Window) => void): void {
  const { inWidth, inChannels: channels, outWidth, padInfo } = info;
  const [pixelBytes, rowBytes] = [4 * channels, 4 * channels * inWidth];
  const pooledRowBytes = 4 * channels * outWidth;
  const vertical = windowGroups({
    windows: info.outHeight,
    pixels: info.inHeight,
    filter: info.filterHeight,
    stride: info.strideHeight,
    padding: padInfo.top,
  });
  const horizontal = windowGroups({
    windows: outWidth,
    pixels: inWidth,
    filter: info.filterWidth,
    stride: info.strideWidth,
    padding: padInfo.left,
  });
  const panels =
    channels < 4
      ? [{ count: channels, column: 0, bytes: 4, lanes: [0] as const }]
      : columnPanels(channels, 1).flatMap(({ count, column, vectors }) =>
          vectors.map(({ lanes }) => ({ count, column, bytes: 16, lanes })),
        );
  const [windowPixel, windowPooled] = [f.local('i32'), f.local('i32')];
  const [pixel, pooled] = [f.local('i32'), f.local('i32')];
  for (const y of vertical) {
    for (const x of horizontal) {
      const windows = mergedAxes([
        { count: info.batchSize, bytes: [rowBytes * info.inHeight, pooledRowBytes * info.outHeight] },
        { count: y.count, bytes: [rowBytes * info.strideHeight, pooledRowBytes] },
        { count: x.count, bytes: [pixelBytes * info.strideWidth, pixelBytes] },
      ]);
      const taps = [
        { count: y.taps, bytes: [rowBytes] },
        { count: x.taps, bytes: [pixelBytes] },
      ] as const;
      f.i32(y.pixel * rowBytes + x.pixel * pixelBytes).set(windowPixel);
      f.i32(y.first * pooledRowBytes + x.first * pixelBytes).set(windowPooled);
      walkAxes(f, windows, [windowPixel, windowPooled], () => {
        for (const { count, column, bytes, lanes } of panels) {
          pointTo(f, pixel, { base: 0, pointer: windowPixel }, 4 * column);
          pointTo(f, pooled, { base: 0, pointer: windowPooled }, 4 * column);
          walk(f, { count, bytes: [bytes, bytes] }, [pixel, pooled], () => {
            body({ pixel, pooled, taps, lanes, load: channels < 4 ? 'v128.load32_zero' : 'v128.load' });
          });
        }
      });
    }
  }
  f.release(windowPixel, windowPooled, pixel, pooled);
}

/** Stores the channels of a vector; the address lies below it on the stack. */
export function storeChannels(f: FunctionBuilder, { load }: Window, address: number): void {
  if (load === 'v128.load') f.store('v128.store', address);
  else f.storeLane(0, address);
}

const UNROLLED = 9;

/**
 * Runs `body` for each pixel of a window: written out, or as a loop where they are many.
 *
 * @param body gets a pointer to the pixel, bytes to add to it, and what puts the pixel's number on the stack
 */
export function walkTaps(
  f: FunctionBuilder,
  { pixel, taps: [rows, columns] }: Window,
  body: (pointer: Local, offset: number, getNumber: () => void) => void,
): void {
  if (rows.count * columns.count <= UNROLLED) {
    for (let row = 0; row < rows.count; row++) {
      for (let column = 0; column < columns.count; column++) {
        const number = row * columns.count + column;
        const offset = row * (rows.bytes[0] ?? 0) + column * (columns.bytes[0] ?? 0);
        body(pixel, offset, () => f.constant(number, 'i32x4'));
      }
    }
    return;
  }
  const [pointer, number] = [f.local('i32'), f.local('v128')];
  f.get(pixel).set(pointer).constant(0, 'i32x4').set(number);
  walkAxes(f, [rows, columns], [pointer], () => {
    body(pointer, 0, () => f.get(number));
    f.get(number).constant(1, 'i32x4').op('i32x4.add').set(number);
  });
  f.release(pointer, number);
}
