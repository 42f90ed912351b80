import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { WindowInfo } from '../convolutions/windowInfo.ts';
import { storeChannels, type Window, walkWindows } from './walkWindows.ts';

/** Whether no pixel is in two windows. */
function areApart(info: WindowInfo): boolean {
  return info.strideHeight >= info.filterHeight && info.strideWidth >= info.filterWidth;
}

/** Whether each pixel is in one window. */
function tile(info: WindowInfo): boolean {
  return (
    info.strideHeight === info.filterHeight &&
    info.strideWidth === info.filterWidth &&
    info.outHeight * info.strideHeight === info.inHeight &&
    info.outWidth * info.strideWidth === info.inWidth
  );
}

/** All bits of some lanes. */
function mask(lanes: readonly number[]): number[] {
  return Array.from({ length: 16 }, (_, byte) => (lanes.includes(Math.floor(byte / 4)) ? 0xff : 0));
}

/**
 * Writes the gradient of a pooling.
 *
 * @param body hands on what comes back to a window: it is told in which local that is, and what adds the vector
 *   that a function puts on the stack to a pixel
 */
export function emitGradient(
  f: FunctionBuilder,
  info: WindowInfo,
  { gradient, to }: { readonly gradient: number; readonly to: number },
  body: (
    window: Window,
    given: Local,
    add: (pointer: Local, offset: number, getVector: () => void) => void,
  ) => void,
): void {
  const given = f.local('v128');
  const apart = areApart(info);
  if (!tile(info)) {
    f.i32(to).i32(0);
    f.i32(4 * info.batchSize * info.inHeight * info.inWidth * info.inChannels).op('memory.fill');
  }
  walkWindows(f, info, (window) => {
    const { load, lanes } = window;
    f.get(window.pooled).load(load, gradient);
    // Channels that another vector has are added once.
    if (!apart && load === 'v128.load' && lanes.length < 4) f.v128(mask(lanes)).op('v128.and');
    f.set(given);
    body(window, given, (pointer, offset, getVector) => {
      f.get(pointer);
      getVector();
      if (!apart)
        f.get(pointer)
          .load(load, to + offset)
          .op('f32x4.add');
      storeChannels(f, window, to + offset);
    });
  });
  f.release(given);
}
