import { doubleExponential } from '../../math/doubleExponential.ts';
import { doubleLogarithm } from '../../math/doubleLogarithm.ts';
import type { Expression, Operand, VectorArithmetic } from '../../math/VectorArithmetic.ts';
import type { Local } from '../../wasm/FunctionBuilder.ts';
import { loadNumbers, overNumbers, type Position } from '../numbersInOrder.ts';

const NOTHING = Number.NEGATIVE_INFINITY;

/** log(e^a + e^b + e^c), in doubles. */
export function logSum(math: VectorArithmetic, a: Operand, b: Operand, c: Operand): Expression {
  const terms = [math.keep(a), math.keep(b), math.keep(c)] as const;
  const highest = math.keep(math.atLeast(math.atLeast(terms[0], terms[1]), terms[2]));
  const [x, y, z] = terms.map((term) => doubleExponential(math, math.subtract(term, highest)));
  const sum = math.add(math.add(x ?? 0, y ?? 0), z ?? 0);
  const result = math.add(highest, doubleLogarithm(math, sum));
  return math.select(math.compare(highest, 'eq', NOTHING), highest, result);
}

/** Four floats from memory; where there are fewer, −∞ for the others. */
export function loadFloats(math: VectorArithmetic, from: Local, position: Position): Local {
  const { f } = math;
  loadNumbers(f, from, position);
  for (let lane = position.lanes; lane < 4; lane++) f.f32(NOTHING).lane('f32x4.replace_lane', lane);
  return math.take();
}

/** The floats as doubles: the first two, and the others where there are any. */
export function pairsOf(math: VectorArithmetic, floats: Local, { lanes }: Position): readonly Expression[] {
  const { f } = math;
  const low = math.op('f64x2.promote_low_f32x4', floats);
  const high = () => void f.get(floats).get(floats).shuffle32([2, 3, 2, 3]).op('f64x2.promote_low_f32x4');
  return lanes === 4 ? [low, high] : [low];
}

/** Leaves log Σ e^x of the floats at `from` on the stack, a double; NaN where one is NaN or ∞, or all are −∞. */
export function emitLogTotal(math: VectorArithmetic, from: Local, count: number): void {
  const { f } = math;
  const [most, sum] = [f.local('v128'), f.local('v128')];
  const highest = f.local('f64');
  f.f32x4(NOTHING).set(most);
  overNumbers(f, count, (position) => {
    f.get(loadFloats(math, from, position))
      .get(most)
      .op('f32x4.max')
      .set(most);
    math.release();
  });
  for (let lane = 0; lane < 4; lane++) {
    f.get(most).lane('f32x4.extract_lane', lane);
    if (lane > 0) f.op('f32.max');
  }
  f.op('f64.promote_f32').set(highest);
  f.f64x2(0).set(sum);
  const all = () => void f.get(highest).op('f64x2.splat');
  overNumbers(f, count, (position) => {
    for (const pair of pairsOf(math, loadFloats(math, from, position), position)) {
      math.set(sum, math.add(doubleExponential(math, math.subtract(pair, all)), sum));
    }
    math.release();
  });
  const total = () => {
    f.get(sum).lane('f64x2.extract_lane', 0);
    f.get(sum).lane('f64x2.extract_lane', 1).op('f64.add', 'f64x2.splat');
  };
  math.put(math.add(doubleLogarithm(math, total), all));
  f.lane('f64x2.extract_lane', 0);
  math.release();
  f.release(most, sum, highest);
}
