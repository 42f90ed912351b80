import { type DecodedPng, decode } from 'fast-png';

import type { Picture } from './Picture.ts';

/** The samples of a PNG one by one: fast-png leaves samples of 1, 2 and 4 bits packed, each row starting at a byte. */
function unpackSamples({ data, depth, width, height, channels }: DecodedPng): Uint8Array | Uint16Array {
  if (depth >= 8) return data instanceof Uint16Array ? data : Uint8Array.from(data);
  const perRow = width * channels;
  const bytesPerRow = Math.ceil((perRow * depth) / 8);
  return Uint8Array.from({ length: perRow * height }, (_, index) => {
    const bit = (index % perRow) * depth;
    const byte = data[Math.floor(index / perRow) * bytesPerRow + (bit >> 3)] ?? 0;
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}

/** Decodes a PNG of any depth and colour type; what is transparent shows white. @throws Error where it is broken. */
export function decodePng(bytes: Uint8Array): Picture {
  const png = decode(bytes, { checkCrc: true });
  const { width, height, channels, palette, transparency } = png;
  const samples = unpackSamples(png);
  if (samples.length !== width * height * channels) throw new Error('pixels are missing');
  const most = 2 ** png.depth - 1;
  const pixels = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const sample = (channel: number) => samples[pixel * channels + channel] ?? 0;
    let colour: readonly number[];
    let opacity = 1;
    if (palette !== undefined) {
      colour = palette[sample(0)] ?? [];
      if (colour.length < 3) throw new Error('a colour is not in the palette');
      opacity = (colour[3] ?? 255) / 255;
    } else {
      const grey = channels < 3;
      colour = [0, 1, 2].map((channel) => (sample(grey ? 0 : channel) / most) * 255);
      if (channels % 2 === 0) opacity = sample(channels - 1) / most;
      // A single colour can be declared transparent instead.
      else if (
        transparency?.length === channels &&
        transparency.every((value, channel) => value === sample(channel))
      ) {
        opacity = 0;
      }
    }
    for (let channel = 0; channel < 3; channel++) {
      pixels[pixel * 3 + channel] = Math.round(255 + ((colour[channel] ?? 0) - 255) * opacity);
    }
  }
  return { width, height, pixels };
}
