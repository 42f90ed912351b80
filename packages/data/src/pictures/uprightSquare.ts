import type { Picture } from './Picture.ts';

/**
 * Turns a picture upright by its EXIF orientation and pads its shorter side with white on both sides, as fruit is photographed
 * on white. Orientations 2 to 4 are mirrored or upside down, 5 to 8 lie on their side (Exif 2.32, tag 0x0112: which side of the
 * scene the first row and the first column show).
 */
export function uprightSquare({ width, height, channels, pixels }: Picture, orientation: number): Uint8Array {
  const size = Math.max(width, height);
  const transposed = orientation >= 5;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const [across, down] = transposed ? [height, width] : [width, height];
  const start = ((size - down) >> 1) * size + ((size - across) >> 1);
  const result = new Uint8Array(size * size * 3).fill(255);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const x = transposed ? row : column;
      const y = transposed ? column : row;
      const source = (fromBottom ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x);
      for (let channel = 0; channel < 3; channel++) {
        const target = (start + row * size + column) * 3 + channel;
        result[target] = pixels[source * channels + channel] ?? 0;
      }
    }
  }
  return result;
}
