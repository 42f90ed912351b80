/** How long timers and signals wait for a turn, beside the steps that are taken at once: each turn costs microseconds. */
const MILLISECONDS_BETWEEN_TURNS = 5;

/** What Node has and browsers don't. */
const { setImmediate }: { readonly setImmediate?: typeof globalThis.setImmediate } = globalThis;

/** Ends after what has waited until now. In browsers by a message to oneself, since they hold timers back. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate) {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}

/** Lets timers, signals and messages run, which steps do not, when they have waited for long enough. */
export function turns(): () => Promise<void> {
  let latest = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - latest < MILLISECONDS_BETWEEN_TURNS) return;
    await nextTurn();
    latest = performance.now();
  };
}
