import { LosskitError } from './LosskitError.ts';

/**
 * Waits for work that cannot be stopped itself, such as a function of the user's, only until the signal aborts.
 *
 * @param where - Who says that it was stopped: `compare`.
 * @throws LosskitError `interrupted` as soon as the signal aborts; what the work throws.
 */
export async function untilAborted<Result>(
  where: string,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const stopped = () => new LosskitError('interrupted', `${where}: stopped.`);
  if (signal?.aborted) throw stopped();
  if (!signal) return work();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(stopped());
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
