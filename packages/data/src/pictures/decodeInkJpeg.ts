import jpeg from 'jpeg-js';

import type { Picture } from './Picture.ts';

/** Adobe's marker (APP14) that says: inks as stored, not as luma and chroma. jpeg-js reads no inks without; a later one counts. */
const AS_STORED = Buffer.from('ffee000e41646f626500640000000000', 'hex');

/**
 * Decodes a JPEG of four components, CMYK or YCCK, taken as inverted (255 is no ink) as Adobe's programs and Pillow do. Colours
 * of half resolution are repeated, not interpolated.
 *
 * @throws Error where it is broken.
 */
export function decodeInkJpeg(bytes: Uint8Array, megapixels: number): Picture {
  const marked = Buffer.concat([bytes.subarray(0, 2), AS_STORED, bytes.subarray(2)]);
  const { width, height, data } = jpeg.decode(marked, {
    maxResolutionInMP: megapixels,
    maxMemoryUsageInMB: 2048,
    tolerantDecoding: false,
    useTArray: true,
    formatAsRGBA: false,
  });
  return { width, height, channels: 3, pixels: data };
}
