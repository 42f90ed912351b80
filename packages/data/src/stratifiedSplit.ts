import { randomStream } from '@losskit/random';

/**
 * Divides rows in two, seeded, with the same fraction of every class in the second part: at least one row of a class that
 * has two or more. Within each part the rows stay in order.
 */
export function stratifiedSplit(
  labels: Int32Array,
  fraction: number,
  seed: number,
  purpose: string,
): { first: Uint32Array; second: Uint32Array } {
  const left = new Map<number, number>();
  for (const label of labels) left.set(label, (left.get(label) ?? 0) + 1);
  for (const [label, count] of left)
    left.set(label, count < 2 ? 0 : Math.max(1, Math.round(count * fraction)));
  const chosen = new Uint8Array(labels.length);
  for (const row of randomStream(seed, purpose).permutation(labels.length)) {
    const label = labels[row] ?? 0;
    const open = left.get(label) ?? 0;
    if (open === 0) continue;
    left.set(label, open - 1);
    chosen[row] = 1;
  }
  const rows = Uint32Array.from(labels.keys());
  return { first: rows.filter((row) => chosen[row] === 0), second: rows.filter((row) => chosen[row] === 1) };
}
