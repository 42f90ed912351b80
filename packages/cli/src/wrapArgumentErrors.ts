import { type ErrorCode, isArgumentError, LosskitError } from '@losskit/errors';

/**
 * Calls what refuses arguments that a user typed or sent: a refusal becomes an error with a code, and
 * anything else that goes wrong is a fault and passes on.
 */
export function wrapArgumentErrors<Result>(code: ErrorCode, call: () => Result): Result {
  try {
    return call();
  } catch (cause) {
    throw isArgumentError(cause) ? new LosskitError(code, cause.message, {}, { cause }) : cause;
  }
}
