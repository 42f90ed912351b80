import { isArgumentError, LosskitError } from '@losskit/errors';

/**
 * What says that memory ran out: V8 of a buffer ("Array buffer allocation failed"), WebAssembly and Emscripten ("Aborted(OOM)"), TensorFlow
 * ("OOM when allocating tensor", status 8), C++.
 */
const WORDS =
  /out of memory|\bOOM\b|allocation failed|cannot enlarge memory|Memory\.grow\(\)|bad_alloc|TF_Status: 8\b|RESOURCE_?EXHAUSTED/i;

/** An error can be its own cause. */
const MAX_CAUSES = 10;

/** Whether an error, or what caused it, is that memory ran out. */
export function isOutOfMemory(error: unknown): error is Error {
  if (isArgumentError(error)) return false;
  let one = error;
  for (let causes = 0; one instanceof Error && causes <= MAX_CAUSES; causes++) {
    if (WORDS.test(one.message) || (one instanceof LosskitError && one.code === 'out-of-memory')) return true;
    one = one.cause;
  }
  return false;
}
