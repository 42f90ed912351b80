import { rangeError } from './ArgumentError.ts';

/** Refuses a number that is not an integer of at least `min`. @throws ArgumentRangeError */
export function checkInteger(where: string, name: string, value: number, min: number): void {
  if (!Number.isSafeInteger(value) || value < min) {
    throw rangeError(where, `${name} to be an integer of at least ${min}`, value);
  }
}

/** Refuses a number that is not finite. @throws ArgumentRangeError */
export function checkFinite(where: string, name: string, value: number): void {
  if (!Number.isFinite(value)) throw rangeError(where, `${name} to be a finite number`, value);
}
