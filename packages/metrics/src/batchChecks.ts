import { rangeError, typeError } from '@losskit/errors';

type Numbers = Float32Array | Float64Array | Uint8Array | Int32Array;

/** Refuses anything but an array of floats. */
export function checkFloats(where: string, name: string, values: unknown): void {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) {
    throw typeError(where, `${name} to be a Float32Array or a Float64Array`, values);
  }
}

/** Refuses anything but an array of class ids. */
export function checkIntegers(where: string, name: string, values: unknown): void {
  if (!(values instanceof Int32Array)) throw typeError(where, `${name} to be an Int32Array`, values);
}

/** Refuses a number of columns, classes or components that is none. */
export function checkWidth(where: string, name: string, width: number): void {
  if (!Number.isSafeInteger(width) || width < 1) {
    throw rangeError(where, `${name} to be a positive integer`, width);
  }
}

/** Refuses a vector that doesn't have one value per row. */
export function checkLength(
  where: string,
  name: string,
  values: { readonly length: number },
  rows: number,
): void {
  if (values.length !== rows) throw rangeError(where, `${name} of shape [${rows}]`, [values.length]);
}

/** Refuses a row-major matrix of another size. */
export function checkSize(where: string, name: string, values: Numbers, rows: number, width: number): void {
  if (values.length !== rows * width) {
    throw rangeError(where, `${name} of size ${rows} × ${width}`, values.length);
  }
}

/** Refuses a row-major matrix whose last row is incomplete. */
export function checkWholeRows(where: string, name: string, values: Numbers, width: number): void {
  if (values.length % width !== 0) {
    throw rangeError(where, `${name} of a size that is a multiple of ${width}`, values.length);
  }
}

/** Refuses the first value that is not valid, and says where it stands; `width` is that of a matrix. */
export function checkEach(
  where: string,
  name: string,
  values: Numbers,
  what: string,
  isValid: (value: number) => boolean,
  width = 1,
): void {
  values.forEach((value, index) => {
    if (isValid(value)) return;
    const place = width === 1 ? `${index}` : `${Math.floor(index / width)},${index % width}`;
    throw rangeError(where, `${name}[${place}] to be ${what}`, value);
  });
}

/** Refuses NaN and infinities. */
export function checkFinite(where: string, name: string, values: Numbers, width?: number): void {
  checkEach(where, name, values, 'finite', Number.isFinite, width);
}

/** Refuses anything but one finite weight of at least 0 per row. */
export function checkWeights(where: string, weights: Float32Array | Float64Array, rows: number): void {
  checkFloats(where, 'weights', weights);
  checkLength(where, 'weights', weights, rows);
  checkFinite(where, 'weights', weights);
  checkEach(where, 'weights', weights, 'at least 0', (weight) => weight >= 0);
}

/** Refuses values that are not finite or not above 0. */
export function checkPositive(where: string, name: string, values: Numbers): void {
  checkFinite(where, name, values);
  checkEach(where, name, values, 'above 0', (value) => value > 0);
}
