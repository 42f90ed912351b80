import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import startMozJpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';

import type { Picture } from './Picture.ts';

/** libjpeg-turbo with mozjpeg's changes to its encoder, compiled to WebAssembly: the pixels are those that Pillow gives. */
interface MozJpeg {
  decode(
    bytes: Uint8Array,
    turnUpright: boolean,
  ): { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray } | null;
}

/** The decoder's memory never shrinks, so that a decoder of a larger picture is not kept. */
const MOST_KEPT_PIXELS = 4e6;
/** Every scan of a progressive JPEG is a pass over all its blocks; real ones have about ten. */
const MOST_SCANS = 100;
/** Messages after which a part of the picture is missing or wrong. libjpeg goes on with grey. */
const DAMAGE = /^(premature end|corrupt jpeg data: (?!\d+ extraneous)|invalid|bogus|inconsistent)/i;

const messages: string[] = [];
let decoder: Promise<MozJpeg> | undefined;

async function startDecoder(): Promise<MozJpeg> {
  const file = createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm');
  return startMozJpeg({
    noInitialRun: true,
    wasmBinary: await readFile(file),
    printErr: (message: string) => messages.push(message),
  });
}

function countScans(bytes: Uint8Array): number {
  let scans = 0;
  for (let place = bytes.indexOf(0xff); place !== -1; place = bytes.indexOf(0xff, place + 1)) {
    if (bytes[place + 1] === 0xda) scans++;
  }
  return scans;
}

/**
 * Decodes a JPEG of one or three components, as stored (not turned).
 *
 * @throws Error with libjpeg's reason where it cannot, or where a part of the picture is missing.
 */
export async function decodeJpeg(bytes: Uint8Array): Promise<Picture> {
  if (countScans(bytes) > MOST_SCANS) throw new Error(`more than ${MOST_SCANS} scans`);
  decoder ??= startDecoder();
  const { decode } = await decoder;
  // From here on nothing waits, so that the messages are those of this picture.
  messages.length = 0;
  let picture: ReturnType<MozJpeg['decode']> = null;
  try {
    picture = decode(bytes, false);
  } catch {
    // It has exited, and what it had allocated stays allocated.
    decoder = undefined;
  }
  const damage = messages.find((message) => DAMAGE.test(message));
  if (!picture || damage !== undefined) throw new Error(damage ?? messages.at(-1) ?? 'no picture');
  const { width, height, data } = picture;
  if (width * height > MOST_KEPT_PIXELS) decoder = undefined;
  return { width, height, channels: 4, pixels: data };
}
