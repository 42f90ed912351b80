import { type ErrorCode, LosskitError } from '@losskit/errors';

/**
 * Calls a loss with what a user typed or sent: its refusals become errors with a code, and anything else that goes wrong
 * is a fault and passes on.
 *
 * @param where - How the refusals start: the loss's name.
 */
export function refusalAs<Result>(code: ErrorCode, where: string, call: () => Result): Result {
  try {
    return call();
  } catch (cause) {
    const isRefusal =
      (cause instanceof TypeError || cause instanceof RangeError) &&
      cause.message.startsWith(`${where}: expected `);
    throw isRefusal ? new LosskitError(code, cause.message, {}, { cause }) : cause;
  }
}
