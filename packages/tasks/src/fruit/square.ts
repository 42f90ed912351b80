/** x · x. `x ** 2` calls the general power, which takes most of the time of a picture. */
export function square(x: number): number {
  return x * x;
}
