import { randomStream } from '@losskit/random';

/** Rows of three normal numbers, the same for the same purpose. */
export function randomRows(purpose: string, rows: number, spread: number): number[][] {
  const stream = randomStream(0, `cross-entropy ${purpose}`);
  return Array.from({ length: rows }, () => [0, 1, 2].map(() => stream.normal(0, spread)));
}
