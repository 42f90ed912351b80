/** A decoded picture, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Values per pixel: red, green and blue first. */
  readonly channels: 3 | 4;
  readonly pixels: Uint8Array | Uint8ClampedArray;
}
