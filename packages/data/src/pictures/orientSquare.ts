/**
 * Turns a square picture upright by its EXIF orientation: 2 to 4 are mirrored or upside down, 5 to 8 lie on their side
 * (Exif 2.32, tag 0x0112: which side of the scene the first row and the first column show).
 */
export function orientSquare(pixels: Uint8Array, size: number, orientation: number): Uint8Array {
  if (orientation === 1) return pixels;
  const transposed = orientation >= 5;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const result = new Uint8Array(pixels.length);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const across = transposed ? row : column;
      const down = transposed ? column : row;
      const source = (fromBottom ? size - 1 - down : down) * size + (fromRight ? size - 1 - across : across);
      result.set(pixels.subarray(source * 3, source * 3 + 3), (row * size + column) * 3);
    }
  }
  return result;
}
