import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import type { Axis } from '../products/Axis.ts';
import { type Place, pointTo } from '../products/Place.ts';
import { walk } from '../products/walk.ts';

/** Pictures, and the zeros around each that windows reach into. */
export interface Frame {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Rows above and columns left of a picture. */
  readonly top: number;
  readonly left: number;
  /** Height and width with the zeros. */
  readonly outerHeight: number;
  readonly outerWidth: number;
  /** Whether pictures are copied into the frame; else they are read where they are. */
  readonly copies: boolean;
  /** Whether the pictures are one axis more, as there are few windows in each. */
  readonly together: boolean;
}

/**
 * Plans a frame.
 *
 * @param windows over each picture
 * @param channelwise whether four channels are read at a time, which would reach behind the last picture if
 *   there were fewer
 */
export function frameOf(
  sizes: Omit<Frame, 'copies' | 'together'>,
  windows: number,
  channelwise: boolean,
): Frame {
  const { height, width, outerHeight, outerWidth, channels } = sizes;
  const reaches = channelwise && channels < 4;
  const copies = reaches || outerHeight !== height || outerWidth !== width;
  return { ...sizes, copies, together: !copies && windows < 64 };
}

export function pictureBytes({ height, width, channels }: Frame): number {
  return 4 * height * width * channels;
}

/** How many bytes a frame takes, three numbers more than a picture with its zeros. */
export function frameBytes({ outerHeight, outerWidth, channels, copies }: Frame): number {
  return copies ? 16 * Math.ceil((outerHeight * outerWidth * channels + 3) / 4) : 0;
}

/** The axis of pictures, where they are read together. */
export function pictureAxes({ count, together }: Frame, bytes: readonly number[]): Axis[] {
  return together ? [{ count, bytes }] : [];
}

function fillFrame(f: FunctionBuilder, frame: Frame, from: Place, address: number): void {
  const { height, width, channels, top, left, outerWidth } = frame;
  const [rowFrom, rowTo] = [f.local('i32'), f.local('i32')];
  const rowBytes = 4 * width * channels;
  const outerRowBytes = 4 * outerWidth * channels;
  pointTo(f, rowFrom, from, from.base);
  f.i32(address + top * outerRowBytes + 4 * left * channels).set(rowTo);
  walk(f, { count: height, bytes: [rowBytes, outerRowBytes] }, [rowFrom, rowTo], () => {
    f.get(rowTo).get(rowFrom).i32(rowBytes).op('memory.copy');
  });
  f.release(rowFrom, rowTo);
}

/**
 * Runs `body` for each picture, or once for all together, told where it stands with its zeros. A second
 * pointer follows what belongs to the pictures elsewhere.
 *
 * @param from the first picture
 * @param address of the frame
 * @param bytes between what belongs to two pictures
 */
export function walkPictures(
  f: FunctionBuilder,
  frame: Frame,
  { from, address, bytes }: { readonly from: number; readonly address: number; readonly bytes: number },
  body: (picture: Place, other: Local) => void,
): void {
  const [pointer, other] = [f.local('i32'), f.local('i32')];
  if (frame.copies) f.i32(address).i32(0).i32(frameBytes(frame)).op('memory.fill');
  f.i32(0).set(pointer).i32(0).set(other);
  const count = frame.together ? 1 : frame.count;
  walk(f, { count, bytes: [pictureBytes(frame), bytes] }, [pointer, other], () => {
    const picture = { base: from, pointer };
    if (frame.copies) fillFrame(f, frame, picture, address);
    body(frame.copies ? { base: address } : picture, other);
  });
  f.release(pointer, other);
}
