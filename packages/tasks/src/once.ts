/** A function that computes once a process, and again only where it failed. */
export function once<Value>(compute: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined;
  return () => {
    kept ??= compute().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
