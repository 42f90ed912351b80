/** Does the work on each item, on at most so many at once, in their order. Throws what the first that fails throws, once none runs. */
export async function mapParallel<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const workers = Array.from({ length: most }, async () => {
    for (const [index, item] of left) results[index] = await work(item);
  });
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return results;
}
