import { exifOrientation } from './exifOrientation.ts';

/** What a JPEG file says about itself before its compressed data. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** Colour components: 1 of grey, 3, or 4 of ink. */
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
  /** Third hexadecimal digit of the frame's marker: the kind of coding (ITU-T T.81, table B.1). */
  readonly coding: number;
  /** EXIF orientation, 1 to 8; 1 where the file does not say. */
  readonly orientation: number;
}

const EXIF = 'Exif\0\0';

function startsWith(bytes: Uint8Array, text: string): boolean {
  return (
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', 0, text.length) === text
  );
}

/** Walks over a JPEG's segments up to its compressed data; undefined where it has none. */
export function jpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame = { width: 0, height: 0, components: 0, precision: 0, coding: 0 };
  let orientation: number | undefined;
  for (let place = 2; place + 4 <= bytes.length; ) {
    const marker = bytes[place + 1] ?? 0;
    // Bytes between segments are passed over, as every decoder does.
    if (bytes[place] !== 0xff || marker === 0xff || marker === 0) {
      place++;
      continue;
    }
    const end = place + 2 + view.getUint16(place + 2);
    const content = bytes.subarray(place + 4, end);
    if (end < place + 4 || end > bytes.length) return undefined;
    if (marker === 0xe1 && startsWith(content, EXIF)) {
      orientation ??= exifOrientation(content.subarray(EXIF.length));
    }
    // Start of frame, any kind; c4, c8 and cc in that range are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && content.length >= 6) {
      frame = {
        width: view.getUint16(place + 7),
        height: view.getUint16(place + 5),
        components: bytes[place + 9] ?? 0,
        precision: bytes[place + 4] ?? 0,
        coding: marker & 15,
      };
    }
    if (marker === 0xda) return { ...frame, orientation: orientation ?? 1 };
    place = end;
  }
  return undefined;
}
