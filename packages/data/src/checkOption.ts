import { expected } from '@losskit/errors';

/** Refuses an option that is not an integer of at least `least`. @throws RangeError */
export function checkInteger(where: string, name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(expected(where, `${name} to be an integer of at least ${least}`, value));
  }
}

/** Refuses an option that is not a finite number. @throws RangeError */
export function checkFinite(where: string, name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(expected(where, `${name} to be a finite number`, value));
}
