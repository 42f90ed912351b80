/** What a JPEG file says about itself before its compressed data. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8; 1 where the file does not say. */
  readonly orientation: number;
  /** Whether an end-of-image marker follows the compressed data: a truncated file has none. */
  readonly complete: boolean;
}

const ORIENTATION_TAG = 0x0112;

function readOrientation(segment: DataView): number {
  // Exif 2.32, 4.5: 'Exif', two zeros, then a TIFF header with the byte order and the offset of the first directory.
  const tiff = 6;
  if (segment.byteLength < tiff + 8 || segment.getUint32(0) !== 0x45786966) return 1;
  const little = segment.getUint16(tiff) === 0x4949;
  const directory = tiff + segment.getUint32(tiff + 4, little);
  if (directory + 2 > segment.byteLength) return 1;
  const entries = segment.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const start = directory + 2 + 12 * entry;
    if (start + 12 > segment.byteLength) return 1;
    if (segment.getUint16(start, little) === ORIENTATION_TAG) {
      const value = segment.getUint16(start + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
}

function hasEndMarker(bytes: Uint8Array, from: number): boolean {
  for (let place = bytes.indexOf(0xff, from); place !== -1; place = bytes.indexOf(0xff, place + 1)) {
    if (bytes[place + 1] === 0xd9) return true;
  }
  return false;
}

/** Walks over a JPEG's segments up to its compressed data; undefined where they are not well formed. */
export function jpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let orientation = 1;
  let width = 0;
  let height = 0;
  for (let place = 2; place + 4 <= bytes.length; ) {
    if (bytes[place] !== 0xff) return undefined;
    const marker = bytes[place + 1] ?? 0;
    if (marker === 0xff) {
      place++;
      continue;
    }
    const length = view.getUint16(place + 2);
    const end = place + 2 + length;
    if (length < 2 || end > bytes.length) return undefined;
    if (marker === 0xe1) {
      orientation = readOrientation(new DataView(bytes.buffer, bytes.byteOffset + place + 4, length - 2));
    }
    // Start of frame, any kind; c4, c8 and cc in that range are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && length >= 8) {
      height = view.getUint16(place + 5);
      width = view.getUint16(place + 7);
    }
    if (marker === 0xda) return { width, height, orientation, complete: hasEndMarker(bytes, end) };
    place = end;
  }
  return undefined;
}
