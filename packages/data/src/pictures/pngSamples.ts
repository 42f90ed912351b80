/** What the header of a PNG says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** Samples of a pixel. */
  readonly channels: number;
  readonly interlaced: boolean;
}

/** Where the pixels of a part of the picture stand: every `acrossStep`-th from `left`, every `downStep`-th row from `top`. */
interface Pass {
  readonly left: number;
  readonly top: number;
  readonly acrossStep: number;
  readonly downStep: number;
}

const WHOLE: readonly Pass[] = [{ left: 0, top: 0, acrossStep: 1, downStep: 1 }];
/** Adam7 (PNG specification, 8.2). */
const ADAM7: readonly Pass[] = [
  { left: 0, top: 0, acrossStep: 8, downStep: 8 },
  { left: 4, top: 0, acrossStep: 8, downStep: 8 },
  { left: 0, top: 4, acrossStep: 4, downStep: 8 },
  { left: 2, top: 0, acrossStep: 4, downStep: 4 },
  { left: 0, top: 2, acrossStep: 2, downStep: 4 },
  { left: 1, top: 0, acrossStep: 2, downStep: 2 },
  { left: 0, top: 1, acrossStep: 1, downStep: 2 },
];

function layOut({ width, height, depth, channels, interlaced }: PngHeader) {
  return (interlaced ? ADAM7 : WHOLE)
    .map((pass) => {
      const across = Math.ceil((width - pass.left) / pass.acrossStep);
      const down = Math.ceil((height - pass.top) / pass.downStep);
      return { ...pass, across, down, rowBytes: Math.ceil((across * channels * depth) / 8) };
    })
    .filter(({ across, down }) => across > 0 && down > 0);
}

/** Bytes of the pixels once inflated: a filter type and the samples of each row. */
export function filteredLength(header: PngHeader): number {
  return layOut(header).reduce((sum, { down, rowBytes }) => sum + down * (1 + rowBytes), 0);
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Undoes the filter of a row in place (PNG specification, 9.2); `above` is the row before, of zeros for the first. */
function unfilter(type: number, row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  if (type > 4) throw new Error(`a filter of type ${type}`);
  if (type === 0) return;
  for (let place = 0; place < row.length; place++) {
    const left = place < pixelBytes ? 0 : (row[place - pixelBytes] ?? 0);
    const up = above[place] ?? 0;
    let predicted = left;
    if (type === 2) predicted = up;
    else if (type === 3) predicted = (left + up) >> 1;
    else if (type === 4) {
      predicted = paeth(left, up, place < pixelBytes ? 0 : (above[place - pixelBytes] ?? 0));
    }
    row[place] = (row[place] ?? 0) + predicted;
  }
}

function unpack(row: Uint8Array, depth: number, samples: Uint16Array): void {
  const most = 2 ** depth - 1;
  for (let index = 0; index < samples.length; index++) {
    if (depth === 8) samples[index] = row[index] ?? 0;
    else if (depth === 16) samples[index] = ((row[2 * index] ?? 0) << 8) | (row[2 * index + 1] ?? 0);
    else {
      const bit = index * depth;
      samples[index] = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
    }
  }
}

/**
 * Undoes filters and interlacing of inflated pixels, in place, and gives the samples row by row: `put` gets those of a row
 * and, for each of its pixels in turn, `start + n · step` as the pixel's number in the picture.
 *
 * @throws Error for a type of filter that there is not.
 */
export function readPngSamples(
  header: PngHeader,
  filtered: Uint8Array,
  put: (samples: Uint16Array, start: number, step: number) => void,
): void {
  const { width, depth, channels } = header;
  const pixelBytes = Math.max(1, (channels * depth) >> 3);
  let offset = 0;
  for (const { left, top, acrossStep, downStep, across, down, rowBytes } of layOut(header)) {
    const samples = new Uint16Array(across * channels);
    let above: Uint8Array = new Uint8Array(rowBytes);
    for (let line = 0; line < down; line++) {
      const row = filtered.subarray(offset + 1, offset + 1 + rowBytes);
      unfilter(filtered[offset] ?? 0, row, above, pixelBytes);
      unpack(row, depth, samples);
      put(samples, (top + line * downStep) * width + left, acrossStep);
      above = row;
      offset += 1 + rowBytes;
    }
  }
}
