const EXPONENT = 0x7f800000;
const LOWEST_EXPONENT_BIT = 0x00800000;

/** Whether all numbers are finite: infinities and NaN have all bits of the exponent, so one more carries into the sign. */
export function areFinite({ buffer, byteOffset, length }: Float32Array): boolean {
  const bits = new Int32Array(buffer, byteOffset, length);
  let carried = 0;
  for (let place = 0; place < length; place++)
    carried |= ((bits[place] ?? 0) & EXPONENT) + LOWEST_EXPONENT_BIT;
  return carried >= 0;
}
