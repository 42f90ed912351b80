import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';

/** The first 256 bits of 1 / 2π. */
const TURNS = [0x28be60db9391054an, 0x7f09d5f47d4d3770n, 0x36d8a5664f10e410n, 0x7f9458eaf7aef158n] as const;

/** From here on floats are integers, and products with parts of π would be rounded. */
const LARGE = 2 ** 23;

const MANTISSA = (1n << 23n) - 1n;

/** Leaves 64 bits of 1 / 2π on the stack, from the one of weight 2^-(64 · word + shift + 1) on. */
function window(f: FunctionBuilder, word: number, exponent: Local): void {
  const turns = (place: number) => f.i64(TURNS[place] ?? 0n);
  const choice = (place: number) => {
    turns(place + 1);
    turns(place);
    f.get(exponent).i64(64n).op('i64.and', 'i32.wrap_i64', 'select');
  };
  choice(word);
  f.get(exponent).op('i64.shl');
  choice(word + 1);
  f.i64(1n).op('i64.shr_u').i64(63n).get(exponent).i64(63n).op('i64.and', 'i64.sub', 'i64.shr_u', 'i64.or');
}

/**
 * Where a lane of `x` is m · 2^e with e ≥ 0, puts the angle within ±π / 4 into `r` and the multiple of π / 2
 * into `n`: the product of m with those bits of 2^e / 2π that decide about the fraction of a turn, after M.
 * Payne and R. Hanek.
 */
export function reduceLargeAngle(
  f: FunctionBuilder,
  x: Local,
  { r, n }: { readonly r: Local; readonly n: Local },
): void {
  const bits = f.local('i64');
  const exponent = f.local('i64');
  const mantissa = f.local('i64');
  const turn = f.local('i64');
  const quarters = f.local('i64');
  for (const lane of [0, 1]) {
    f.get(x).lane('f64x2.extract_lane', lane).op('f64.abs').f64(LARGE).op('f64.ge');
    f.if(() => {
      f.get(x).lane('i64x2.extract_lane', lane).set(bits);
      f.get(bits)
        .i64(52n)
        .op('i64.shr_u')
        .i64(0x7ffn)
        .op('i64.and')
        .i64(1023n + 23n)
        .op('i64.sub')
        .set(exponent);
      f.get(bits)
        .i64(29n)
        .op('i64.shr_u')
        .i64(MANTISSA)
        .op('i64.and')
        .i64(MANTISSA + 1n)
        .op('i64.or')
        .set(mantissa);
      f.get(mantissa);
      window(f, 0, exponent);
      f.op('i64.mul').get(mantissa);
      window(f, 1, exponent);
      f.i64(32n).op('i64.shr_u', 'i64.mul').i64(32n).op('i64.shr_u', 'i64.add');
      f.get(bits).i64(63n).op('i64.shr_s').i64(1n).op('i64.or', 'i64.mul').set(turn);
      f.get(turn)
        .i64(1n << 61n)
        .op('i64.add')
        .i64(62n)
        .op('i64.shr_u')
        .set(quarters);
      f.get(n).get(quarters).lane('i64x2.replace_lane', lane).set(n);
      f.get(r).get(turn).get(quarters).i64(62n).op('i64.shl', 'i64.sub', 'f64.convert_i64_s');
      f.f64(Math.PI / 2 ** 63)
        .op('f64.mul')
        .lane('f64x2.replace_lane', lane)
        .set(r);
    });
  }
  f.release(bits, exponent, mantissa, turn, quarters);
}
