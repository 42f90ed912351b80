import { describe, expect, test } from 'vitest';

import { encodePng, pngDataUri } from './index.ts';
import { decodePng } from './pictures/decodePng.ts';

const pixels = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9);

describe('encodePng', () => {
  test('a picture of one number per pixel comes back as grey', () => {
    const grey = Uint8Array.of(0, 255, 7, 99, 3, 4);
    const inColours = Uint8Array.from(Array.from(grey).flatMap((one) => [one, one, one]));
    const { picture } = decodePng(encodePng(grey, 3, 2));
    expect(picture).toEqual({ width: 3, height: 2, channels: 3, pixels: inColours });
  });

  test('a picture comes back as it was', () => {
    expect(decodePng(encodePng(pixels, 3, 2)).picture).toEqual({ width: 3, height: 2, channels: 3, pixels });
  });

  test('an address holds the same bytes', () => {
    const [head, body] = pngDataUri(pixels, 2, 3).split(',');
    expect(head).toBe('data:image/png;base64');
    expect(Uint8Array.from(Buffer.from(body ?? '', 'base64'))).toEqual(
      Uint8Array.from(encodePng(pixels, 2, 3)),
    );
  });

  test('refuses pixels that do not fill the picture', () => {
    expect(() => encodePng(pixels, 3, 3)).toThrow(
      new RangeError('encodePng: expected 3 × 3 × 3 or 1 pixel values, got 18.'),
    );
  });
});
