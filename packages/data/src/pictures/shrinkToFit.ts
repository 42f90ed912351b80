import type { Picture } from './Picture.ts';

/** The part of sample `index` that lies between `low` and `high`. */
function covered(index: number, low: number, high: number): number {
  return Math.min(high, index + 1) - Math.max(low, index);
}

/** Averages a row of pixels to `across` of three values each, by area. */
function averageRow(
  { width, channels, pixels }: Picture,
  row: number,
  across: number,
  line: Float64Array,
): void {
  const step = width / across;
  const start = row * width * channels;
  for (let column = 0; column < across; column++) {
    const low = column * step;
    const high = Math.min(width, (column + 1) * step);
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let sample = Math.floor(low); sample < high; sample++) {
      const weight = covered(sample, low, high);
      const place = start + sample * channels;
      red += weight * (pixels[place] ?? 0);
      green += weight * (pixels[place + 1] ?? 0);
      blue += weight * (pixels[place + 2] ?? 0);
    }
    line[column * 3] = red / (high - low);
    line[column * 3 + 1] = green / (high - low);
    line[column * 3 + 2] = blue / (high - low);
  }
}

/**
 * Resizes a picture so that its longer side has `size` pixels, by area averaging: parts of a pixel count by their part. A
 * fourth channel is dropped.
 */
export function shrinkToFit(picture: Picture, size: number): Picture {
  const { width, height } = picture;
  const scale = size / Math.max(width, height);
  const across = Math.max(1, Math.round(width * scale));
  const down = Math.max(1, Math.round(height * scale));
  const step = height / down;
  const pixels = new Uint8Array(across * down * 3);
  const line = new Float64Array(across * 3);
  const sums = new Float64Array(across * 3);
  let averaged = -1;
  for (let row = 0; row < down; row++) {
    const low = row * step;
    const high = Math.min(height, (row + 1) * step);
    sums.fill(0);
    for (let source = Math.floor(low); source < high; source++) {
      // A row that two share is averaged once.
      if (source !== averaged) averageRow(picture, source, across, line);
      averaged = source;
      const weight = covered(source, low, high) / (high - low);
      for (let place = 0; place < sums.length; place++) {
        sums[place] = (sums[place] ?? 0) + weight * (line[place] ?? 0);
      }
    }
    for (let place = 0; place < sums.length; place++) {
      pixels[row * sums.length + place] = Math.round(sums[place] ?? 0);
    }
  }
  return { width: across, height: down, channels: 3, pixels };
}
