import { expected } from '@losskit/errors';
import { encode } from 'fast-png';

/**
 * Encodes pixels as a PNG file, row by row: red, green, blue per pixel, or one number from black to white.
 *
 * @throws RangeError if the pixels don't fill width × height × 3, or width × height.
 */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const channels = pixels.length === width * height ? 1 : 3;
  if (pixels.length !== width * height * channels || pixels.length === 0) {
    throw new RangeError(expected('encodePng', `${width} × ${height} × 3 or 1 pixel values`, pixels.length));
  }
  return encode({ width, height, data: pixels, channels, depth: 8 });
}

/** The picture as a `data:image/png;base64,…` address, for an HTML page that carries its pictures inside. */
export function pngDataUri(pixels: Uint8Array, width: number, height: number): string {
  const bytes = encodePng(pixels, width, height);
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
