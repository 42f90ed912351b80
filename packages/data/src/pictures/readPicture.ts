import { LosskitError } from '@losskit/errors';
import jpeg from 'jpeg-js';

import { decodePng } from './decodePng.ts';
import { jpegHeader } from './jpegHeader.ts';
import { orientSquare } from './orientSquare.ts';
import { resizeToSquare } from './resizeToSquare.ts';

const MOST_PIXELS = 64e6;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}

/**
 * Decodes the bytes of a JPEG or PNG file (told apart by content) and resizes the picture to size × size × 3, upright.
 *
 * @throws LosskitError `image-malformed`, naming the file, where it is no picture, is broken or truncated, or claims more
 * than 64 megapixels (refused before anything of that size is allocated).
 */
export function readPicture(file: string, bytes: Uint8Array, size: number): Uint8Array {
  const refuse = (got: string, cause?: unknown) =>
    new LosskitError(
      'image-malformed',
      `${file}: expected a JPEG or PNG picture, got ${got}.`,
      { file },
      { cause },
    );
  const checkSize = (width: number, height: number) => {
    if (width === 0 || height === 0) throw refuse('one without pixels');
    if (width * height > MOST_PIXELS) {
      throw refuse(`${width} × ${height} pixels in its header, more than ${MOST_PIXELS / 1e6} megapixels`);
    }
  };
  if (startsWith(bytes, PNG_SIGNATURE)) {
    if (bytes.length < 33) throw refuse('a truncated PNG');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    checkSize(view.getUint32(16), view.getUint32(20));
    try {
      return resizeToSquare(decodePng(bytes), size);
    } catch (cause) {
      throw refuse('a broken or truncated PNG', cause);
    }
  }
  if (!startsWith(bytes, [0xff, 0xd8])) throw refuse(bytes.length === 0 ? 'an empty file' : 'something else');
  const header = jpegHeader(bytes);
  if (header === undefined) throw refuse('a broken or truncated JPEG');
  checkSize(header.width, header.height);
  // The decoder would fill what a truncated file lacks with grey.
  if (!header.complete) throw refuse('a truncated JPEG');
  try {
    const options = {
      maxResolutionInMP: MOST_PIXELS / 1e6,
      maxMemoryUsageInMB: 2048,
      tolerantDecoding: false,
    } as const;
    const { width, height, data } = jpeg.decode(bytes, { ...options, useTArray: true, formatAsRGBA: false });
    return orientSquare(resizeToSquare({ width, height, pixels: data }, size), size, header.orientation);
  } catch (cause) {
    throw refuse('a broken JPEG', cause);
  }
}
