/**
 * Runs what asks for `navigator.gpu`, as a browser has it. Node 20 has no `navigator` at all, and other programs take it for
 * a browser where there is one.
 */
export function withNavigator<Result>(run: () => Result): Result {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: {} }, configurable: true });
  try {
    return run();
  } finally {
    if (own) Object.defineProperty(globalThis, 'navigator', own);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
}
