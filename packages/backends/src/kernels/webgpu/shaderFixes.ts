import type { Fix } from '../../installedFixes.ts';

/** What is wrong with a shader of tfjs, and how its source reads without that. */
export interface ShaderFix extends Fix {
  /** The source as it is, where it has another shape: in another version, or in another kernel. */
  readonly mend: (code: string, dtype: string) => string;
}

const NAN = 'what it gave for NaN was left to the driver on webgpu';

const DIGITS = 'it lost the digits of small numbers on webgpu';

/** What a transposition does with one number. */
const COPY = /setOutputAtIndex\(flatIndex, (A\[getIndexFromCoords[^;]+\])\);/;

/** Truth values are whole numbers on the device. */
const storeIntegers: ShaderFix['mend'] = (code, dtype) =>
  dtype === 'float32' ? code : code.replaceAll('setOutputAtIndex(', 'setOutputAtIndexI32(');

/** A function in front, and what calls it. */
function withFunction(code: string, text: string, call: string, definition: string): string {
  return code.includes(text) ? `${definition}\n${code.replaceAll(text, call)}` : code;
}

// 2 artanh(a / (2 + a)) where 1 + a would lose digits of a.
const log1pNamed = (name: string) => `
  fn ${name}(a : f32) -> f32 {
    if (a < -1.0) { return uniforms.NAN; }
    if (a == -1.0) { return -uniforms.INFINITY; }
    if (abs(a) > 0.4) { return log(a + 1.0); }
    let s = a / (2.0 + a);
    let q = s * s;
    return a - s * (a - q * 2.0 * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q / 11.0)))));
  }`;

// Its series where exp(a) would lose digits of a.
const EXPM1 = `
  fn expm1(a : f32) -> f32 {
    if (abs(a) > 0.5) { return exp(a) - 1.0; }
    return a + a * a * (0.5 + a * (1.0 / 6.0 + a * (1.0 / 24.0 + a * (1.0 / 120.0 + a * (1.0 / 720.0 + a * (1.0 / 5040.0 + a / 40320.0))))));
  }`;

// What the logarithm of 0 is, WGSL leaves to the driver; on some cards that of 1 is not 0.
const LOG = `${log1pNamed('logOfOnePlus')}
  fn logOf(a : f32) -> f32 {
    if (a == 0.0) { return -uniforms.INFINITY; }
    if (abs(a - 1.0) < 0.4) { return logOfOnePlus(a - 1.0); }
    return log(a);
  }`;

const TANH = `${EXPM1}
  fn tanhOf(a : f32) -> f32 {
    let e = expm1(-2.0 * abs(a));
    return sign(a) * -e / (e + 2.0);
  }`;

const EXP = 'fn expOrNaN(a : f32) -> f32 { if (isnan(a)) { return a; } return exp(a); }';

/** Operations of one number whose results are no numbers of the same kind: `isNaN`, `logicalNot`. */
const GIVES_TRUTH = 'return f32(';
const UNARY = 'fn unaryOperation(a : f32) -> f32 {';
const ACTIVATION = /fn activation\(a : (f32|vec4<f32>), coords : (vec\di?(?:<i32>)?)\)/;

/** What tfjs indexes by an axis: of five and six axes it is a structure, which has names only. */
const INDEXED_BY_AXIS = /\b(coords|uniforms\.\w+Shape)\[(\d)\]/g;

/** Of equal numbers the first counts, as everywhere; tfjs takes that of the thread which comes first. */
const FIRST_OF_EQUAL = (comparison: string) =>
  `if (candidate ${comparison} bestValue ||
       (candidate == bestValue && xBestIndices[localId.x + interval] < xBestIndices[localId.x])) {`;

/** Applied to every shader before it is compiled, in order. */
export const SHADER_FIXES: readonly ShaderFix[] = [
  {
    name: 'every operation of two tensors',
    reason: 'its shader did not compile for a row and five or six axes on webgpu',
    mend: (code) =>
      code.replace(INDEXED_BY_AXIS, (_, name: string, axis: string) => `${name}.${'xyzwuv'[Number(axis)]}`),
  },
  {
    name: 'ArgMax',
    reason: 'of equal numbers it gave any on webgpu; so did ArgMin',
    mend: (code) =>
      code.includes('xBestIndices')
        ? code.replace(
            /if \(candidate ([<>]) bestValue\) \{(?=\s+bestValue = candidate;\s+xBestValues)/,
            (_, comparison: string) => FIRST_OF_EQUAL(comparison),
          )
        : code,
  },
  {
    name: 'Transpose',
    reason:
      'its shader did not compile for whole numbers on webgpu, and took matrices of them through floats',
    mend(code, dtype) {
      // A cast to float32 leaves the numbers as they lie.
      const ofOne = code.replace(COPY, (_, index: string) => `setOutputAtIndex(flatIndex, f32(${index}));`);
      if (ofOne !== code) return dtype === 'float32' ? ofOne : storeIntegers(code, dtype);
      if (dtype === 'float32' || !code.includes('> tile : array<array<f32')) return code;
      const tile = code.replace('array<array<f32', 'array<array<i32').replace('f32(A[', 'i32(A[');
      return storeIntegers(tile, dtype);
    },
  },
  {
    name: 'Log',
    reason: 'of 0 it was left to the driver on webgpu',
    mend: (code) => withFunction(code, 'return log(a);', 'return logOf(a);', LOG),
  },
  {
    name: 'Log1p',
    reason: DIGITS,
    mend: (code) => withFunction(code, 'return log(1.0 + a);', 'return log1p(a);', log1pNamed('log1p')),
  },
  {
    name: 'Expm1',
    reason: DIGITS,
    mend: (code) => withFunction(code, 'return exp(a) - 1.0;', 'return expm1(a);', EXPM1),
  },
  {
    name: 'Tanh',
    reason: DIGITS,
    mend: (code) =>
      withFunction(code, 'return sign(a) * (1.0 - e2x) / (1.0 + e2x);', 'return tanhOf(a);', TANH),
  },
  {
    name: 'Softmax',
    reason: NAN,
    mend: (code) => withFunction(code, 'exp(getLogits(', 'expOrNaN(getLogits(', EXP),
  },
  {
    name: 'Relu6',
    reason: `${NAN}, as of the other functions of one number`,
    mend: (code) =>
      code.includes(GIVES_TRUTH) ? code : code.replace(UNARY, `${UNARY}\n if (isnan(a)) { return a; }`),
  },
  {
    name: '_FusedMatMul',
    reason: `${NAN}, as of fused convolutions`,
    mend(code) {
      const [found, type = '', coords = ''] = ACTIVATION.exec(code) ?? [];
      if (found === undefined) return code;
      const test = type === 'f32' ? 'isnan' : 'isnanVec4';
      return `${code.replace(found, found.replace('activation', 'activationOfNumbers'))}
        fn activation(a : ${type}, coords : ${coords}) -> ${type} {
          return select(activationOfNumbers(a, coords), a, ${test}(a));
        }`;
    },
  },
];
