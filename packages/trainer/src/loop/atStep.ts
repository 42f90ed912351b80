import { ArgumentRangeError, ArgumentTypeError, LosskitError } from '@losskit/errors';

/** The same error, with the step at which it arose; the original one is its cause. */
export function atStep(error: unknown, step: number): Error {
  const text = error instanceof Error ? error.message : String(error);
  const message = `train: expected step ${step} to succeed, got the error: ${text}`;
  const options = { cause: error };
  if (error instanceof LosskitError) {
    return new LosskitError(error.code, message, { ...error.location, step }, options);
  }
  for (const Kind of [ArgumentRangeError, ArgumentTypeError]) {
    if (error instanceof Kind) return new Kind(message, options);
  }
  return new LosskitError('step-failed', message, { step }, options);
}
