import type { Picture } from './Picture.ts';

/** Averages `count` samples, `stride` apart from `start`, to `wanted` ones by area: parts of a sample count by their part. */
function averageLine(
  from: ArrayLike<number>,
  start: number,
  stride: number,
  count: number,
  wanted: number,
  put: (place: number, value: number) => void,
): void {
  const step = count / wanted;
  for (let place = 0; place < wanted; place++) {
    const low = place * step;
    const high = Math.min(count, low + step);
    let sum = 0;
    for (let sample = Math.floor(low); sample < high; sample++) {
      const covered = Math.min(high, sample + 1) - Math.max(low, sample);
      sum += covered * (from[start + sample * stride] ?? 0);
    }
    put(place, sum / (high - low));
  }
}

/**
 * Resizes a picture by area averaging to size × size. The aspect ratio is kept: the longer side fills the square, and white
 * pads the shorter one on both sides, as fruit is photographed on white.
 */
export function resizeToSquare({ width, height, pixels }: Picture, size: number): Uint8Array {
  const scale = size / Math.max(width, height);
  const across = Math.max(1, Math.round(width * scale));
  const down = Math.max(1, Math.round(height * scale));
  const left = (size - across) >> 1;
  const top = (size - down) >> 1;
  const narrowed = new Float32Array(across * height * 3);
  const result = new Uint8Array(size * size * 3).fill(255);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = 0; row < height; row++) {
      averageLine(pixels, row * width * 3 + channel, 3, width, across, (column, value) => {
        narrowed[(row * across + column) * 3 + channel] = value;
      });
    }
    for (let column = 0; column < across; column++) {
      averageLine(narrowed, column * 3 + channel, across * 3, height, down, (row, value) => {
        result[((row + top) * size + column + left) * 3 + channel] = Math.round(value);
      });
    }
  }
  return result;
}
