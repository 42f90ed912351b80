import { contentKind } from './contentKind.ts';
import { decodeInkJpeg } from './decodeInkJpeg.ts';
import { decodeJpeg } from './decodeJpeg.ts';
import { decodePng } from './decodePng.ts';
import { decodeWithSharp } from './decodeWithSharp.ts';
import { jpegHeader } from './jpegHeader.ts';
import type { Picture } from './Picture.ts';
import { shrinkToFit } from './shrinkToFit.ts';
import { uprightSquare } from './uprightSquare.ts';

const MOST_PIXELS = 64e6;
/** What sharp reads and viewers show. */
const SHARP_READS = ['a WebP', 'an AVIF', 'a GIF', 'a TIFF', 'an HEIC'].map((kind) => `${kind} picture`);

/** What is wrong with a picture, as the sentence says what was got. */
class Unusable extends Error {}

function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw new Unusable('one without pixels');
  if (width * height <= MOST_PIXELS) return;
  throw new Unusable(`${width} × ${height} pixels in its header, more than ${MOST_PIXELS / 1e6} megapixels`);
}

interface StoredPicture {
  readonly picture: Picture;
  /** How the picture has to be turned, as EXIF counts. */
  readonly orientation: number;
}

function readInk(bytes: Uint8Array): Picture {
  try {
    return decodeInkJpeg(bytes, MOST_PIXELS / 1e6);
  } catch (cause) {
    throw new Unusable('a broken or truncated JPEG', { cause });
  }
}

async function readJpeg(bytes: Uint8Array): Promise<StoredPicture> {
  const header = jpegHeader(bytes);
  if (header === undefined) throw new Unusable('a broken or truncated JPEG');
  const { width, height, components, precision, coding, orientation } = header;
  if (precision > 8) throw new Unusable(`a JPEG of ${precision} bits per sample (8 are read)`);
  if (coding >= 9) throw new Unusable('a JPEG in arithmetic coding, which few programs read');
  if (coding > 2) throw new Unusable('a lossless or hierarchical JPEG, which few programs read');
  checkSize(width, height);
  if (components === 4) return { picture: readInk(bytes), orientation };
  try {
    return { picture: await decodeJpeg(bytes), orientation };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const isCut = /premature end/i.test(reason);
    throw new Unusable(isCut ? 'a truncated JPEG' : `a broken JPEG (${reason})`, { cause });
  }
}

function readPng(bytes: Uint8Array): StoredPicture {
  if (bytes.length < 33) throw new Unusable('a truncated PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkSize(view.getUint32(16), view.getUint32(20));
  try {
    return decodePng(bytes);
  } catch (cause) {
    throw new Unusable('a broken or truncated PNG', { cause });
  }
}

async function readOther(bytes: Uint8Array, kind: string): Promise<StoredPicture> {
  if (!SHARP_READS.includes(kind)) throw new Unusable(kind);
  let picture: Picture | undefined;
  try {
    picture = await decodeWithSharp(bytes, MOST_PIXELS);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : String(cause);
    throw new Unusable(`${kind} that sharp cannot read (${reason})`, { cause });
  }
  if (!picture) throw new Unusable(`${kind}; npm i sharp reads it`);
  return { picture, orientation: 1 };
}

function decode(bytes: Uint8Array): Promise<StoredPicture> | StoredPicture {
  const kind = contentKind(bytes);
  if (kind === 'a JPEG picture') return readJpeg(bytes);
  if (kind === 'a PNG picture') return readPng(bytes);
  return readOther(bytes, kind);
}

/** A picture's pixels, or what the file holds instead. */
export type PictureReading = { readonly pixels: Uint8Array } | { readonly got: string };

/**
 * Decodes the bytes of a picture, told apart by content, and resizes it to size × size × 3, upright and over white: JPEG and
 * PNG, and where `sharp` is installed WebP, AVIF, GIF, TIFF and HEIC. What is no such picture, is broken or truncated, or claims
 * more than 64 megapixels (refused before anything of that size is allocated) is named.
 */
export async function readPicture(bytes: Uint8Array, size: number): Promise<PictureReading> {
  try {
    const { picture, orientation } = await decode(bytes);
    return { pixels: uprightSquare(shrinkToFit(picture, size), orientation) };
  } catch (error) {
    if (error instanceof Unusable) return { got: error.message };
    throw error;
  }
}
