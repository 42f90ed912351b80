import { inflateSync } from 'node:zlib';

import { exifOrientation } from './exifOrientation.ts';
import type { Picture } from './Picture.ts';
import { type PngChunk, pngChunks } from './pngChunks.ts';
import { filteredLength, type PngHeader, readPngSamples } from './pngSamples.ts';

/** By colour type (PNG specification, 11.2.1). */
const COLOUR_TYPES: ReadonlyMap<number, { channels: number; depths: readonly number[] }> = new Map([
  [0, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { channels: 3, depths: [8, 16] }],
  [3, { channels: 1, depths: [1, 2, 4, 8] }],
  [4, { channels: 2, depths: [8, 16] }],
  [6, { channels: 4, depths: [8, 16] }],
]);
const PALETTE = 3;
/** Some writers pad the data, which nobody minds. */
const MOST_PADDING = 2 ** 16;

interface PngParts {
  readonly header: PngHeader;
  readonly isPalette: boolean;
  readonly palette: Uint8Array;
  /** Of a palette the opacities, else the samples that are transparent, of 2 bytes each. */
  readonly transparency: Uint8Array | undefined;
  readonly data: Uint8Array;
  readonly orientation: number;
}

function readHeader({ type, content }: PngChunk): { header: PngHeader; isPalette: boolean } {
  if (type !== 'IHDR' || content.length < 13) throw new Error('no header');
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [depth, colourType, interlacing] = [view.getUint8(8), view.getUint8(9), view.getUint8(12)];
  const colours = COLOUR_TYPES.get(colourType);
  if (!colours?.depths.includes(depth)) throw new Error(`colour type ${colourType} of ${depth} bits`);
  if (interlacing > 1) throw new Error(`interlacing of type ${interlacing}`);
  const { channels } = colours;
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  return {
    header: { width, height, depth, channels, interlaced: interlacing === 1 },
    isPalette: colourType === PALETTE,
  };
}

/** What the picture is made of; texts, colour profiles, frames of animations and the like are never looked into. */
function readParts(bytes: Uint8Array): PngParts {
  let header: ReturnType<typeof readHeader> | undefined;
  let palette = new Uint8Array(0);
  let transparency: Uint8Array | undefined;
  let orientation = 1;
  // Copied one after the other: a file may have as many parts as bytes, and each would weigh more than it holds.
  const data = new Uint8Array(bytes.length);
  let length = 0;
  for (const chunk of pngChunks(bytes)) {
    const { type, content } = chunk;
    header ??= readHeader(chunk);
    if (type === 'IDAT') {
      data.set(content, length);
      length += content.length;
    } else if (type === 'PLTE') palette = Uint8Array.from(content);
    else if (type === 'tRNS') transparency = content;
    else if (type === 'eXIf') orientation = exifOrientation(content);
    // What is deflated has a checksum of its own.
    if (['IHDR', 'PLTE', 'tRNS'].includes(type) && !chunk.isIntact()) throw new Error(`a broken ${type}`);
  }
  if (!header) throw new Error('no header');
  if (header.isPalette && palette.length < 3) throw new Error('no palette');
  return { ...header, palette, transparency, data: data.subarray(0, length), orientation };
}

/** One value of 8 bits over white. */
function overWhite(value: number, opacity: number): number {
  return Math.round(255 + (value - 255) * opacity);
}

/** Red, green and blue of each entry; entries that the palette lacks are black. */
function paletteColours({ palette, transparency }: PngParts): Uint8Array {
  const colours = new Uint8Array(256 * 3);
  for (let place = 0; place < Math.min(palette.length, colours.length); place++) {
    const opacity = (transparency?.[Math.floor(place / 3)] ?? 255) / 255;
    colours[place] = overWhite(palette[place] ?? 0, opacity);
  }
  return colours;
}

/** The samples of a transparent colour, where one is declared. */
function transparentSamples({ transparency, header: { channels } }: PngParts): number[] | undefined {
  if (transparency?.length !== 2 * channels || channels % 2 === 0) return undefined;
  const view = new DataView(transparency.buffer, transparency.byteOffset, transparency.byteLength);
  return Array.from({ length: channels }, (_, channel) => view.getUint16(2 * channel));
}

function toPixels(parts: PngParts, filtered: Uint8Array): Uint8Array {
  const { width, height, channels, depth } = parts.header;
  const scale = 255 / (2 ** depth - 1);
  const pixels = new Uint8Array(width * height * 3);
  const colours = parts.isPalette ? paletteColours(parts) : undefined;
  const transparent = parts.isPalette ? undefined : transparentSamples(parts);
  const hasAlpha = channels % 2 === 0;
  readPngSamples(parts.header, filtered, (samples, start, step) => {
    for (let place = 0, target = start * 3; place < samples.length; place += channels, target += step * 3) {
      let opacity = 1;
      if (hasAlpha) opacity = ((samples[place + channels - 1] ?? 0) * scale) / 255;
      else if (transparent?.every((value, channel) => value === samples[place + channel])) opacity = 0;
      for (let channel = 0; channel < 3; channel++) {
        const sample = samples[place + (channels < 3 ? 0 : channel)] ?? 0;
        pixels[target + channel] = colours
          ? (colours[sample * 3 + channel] ?? 0)
          : overWhite(sample * scale, opacity);
      }
    }
  });
  return pixels;
}

/**
 * Decodes a PNG of any depth and colour type, interlaced or not; what is transparent shows white, and of an animation the
 * first picture. Nothing is inflated beyond what the header's width and height need.
 *
 * @throws Error where it is broken.
 */
export function decodePng(bytes: Uint8Array): { picture: Picture; orientation: number } {
  const parts = readParts(bytes);
  const { width, height } = parts.header;
  const length = filteredLength(parts.header);
  const filtered = inflateSync(parts.data, { maxOutputLength: length + MOST_PADDING });
  if (filtered.length < length) throw new Error('pixels are missing');
  return {
    picture: { width, height, channels: 3, pixels: toPixels(parts, filtered) },
    orientation: parts.orientation,
  };
}
