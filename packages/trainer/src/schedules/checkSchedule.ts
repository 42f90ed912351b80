import { rangeError } from '@losskit/errors';

/** Refuses what is not a finite number >= 0. */
export function checkRate(where: string, name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) throw rangeError(where, `${name} >= 0`, value);
}

/** Refuses what is not a finite number > 0. */
export function checkFactor(where: string, name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw rangeError(where, `${name} > 0`, value);
}

/** Refuses what is not an integer of at least `min`. */
export function checkSteps(where: string, name: string, value: number, min = 1): void {
  if (!(Number.isInteger(value) && value >= min)) {
    throw rangeError(where, `${name} to be an integer >= ${min}`, value);
  }
}
