import type { Axis } from '../products/Axis.ts';
import { type Frame, frameOf, pictureAxes, pictureBytes } from './Frame.ts';
import type { WindowInfo } from './windowInfo.ts';

/** The frame that the windows of a convolution need around each picture. */
export function windowFrame(info: WindowInfo, channelwise: boolean): Frame {
  const { padInfo, inHeight, inWidth, inChannels } = info;
  const bottom = (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight;
  const right = (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth;
  const sizes = {
    count: info.batchSize,
    height: inHeight,
    width: inWidth,
    channels: inChannels,
    top: padInfo.top,
    left: padInfo.left,
    outerHeight: Math.max(padInfo.top + inHeight, bottom),
    outerWidth: Math.max(padInfo.left + inWidth, right),
  };
  return frameOf(sizes, info.outHeight * info.outWidth, channelwise);
}

/** The windows over a picture, or over all that are read together, with the bytes between them. */
export function windowAxes(info: WindowInfo, frame: Frame): Axis[] {
  const { outerWidth, channels } = frame;
  const pixel = 4 * channels;
  return [
    ...pictureAxes(frame, [pictureBytes(frame)]),
    { count: info.outHeight, bytes: [info.strideHeight * outerWidth * pixel] },
    { count: info.outWidth, bytes: [info.strideWidth * pixel] },
  ];
}

/** What a window holds, with the bytes between its numbers; of a channelwise one, between its pixels. */
export function tapAxes(info: WindowInfo, { outerWidth, channels }: Frame, channelwise: boolean): Axis[] {
  const pixel = 4 * channels;
  const taps = [
    { count: info.filterHeight, bytes: [info.dilationHeight * outerWidth * pixel] },
    { count: info.filterWidth, bytes: [info.dilationWidth * pixel] },
  ];
  return channelwise ? taps : [...taps, { count: channels, bytes: [4] }];
}
