import { expected } from '@losskit/errors';
import { encode } from 'fast-png';

/**
 * Encodes pixels as a PNG file: red, green, blue per pixel, row by row.
 *
 * @throws RangeError if the pixels don't fill width × height × 3.
 */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  if (pixels.length !== width * height * 3 || pixels.length === 0) {
    throw new RangeError(expected('encodePng', `${width} × ${height} × 3 pixel values`, pixels.length));
  }
  return encode({ width, height, data: pixels, channels: 3, depth: 8 });
}

/** The picture as a `data:image/png;base64,…` address, for an HTML page that carries its pictures inside. */
export function pngDataUri(pixels: Uint8Array, width: number, height: number): string {
  return `data:image/png;base64,${Buffer.from(encodePng(pixels, width, height)).toString('base64')}`;
}
