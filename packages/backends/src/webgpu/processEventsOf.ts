/** Hands on what Dawn has finished: maps buffers, settles promises, tells of errors. */
export type ProcessEvents = () => void;

/**
 * What Dawn does between two turns of Node's event loop, to be done at once: without it a tensor could only be read
 * asynchronously, which no kernel and no loss can wait for.
 *
 * Dawn hands this function to the global `setImmediate` whenever something begins to be awaited, and any one of them stands for all
 * of its instance.
 */
export async function processEventsOf({ queue }: GPUDevice): Promise<ProcessEvents | undefined> {
  const { setImmediate } = globalThis;
  // An earlier one may still wait for its turn, in which case Dawn asks for none.
  await new Promise<void>((resolve) => setImmediate(resolve));
  let found: ProcessEvents | undefined;
  const catching = (callback: ProcessEvents) => {
    found = callback;
    return setImmediate(callback);
  };
  globalThis.setImmediate = Object.assign(catching, setImmediate);
  try {
    const done = queue.onSubmittedWorkDone();
    globalThis.setImmediate = setImmediate;
    await done;
  } finally {
    globalThis.setImmediate = setImmediate;
  }
  return found;
}
