import type { FunctionBuilder, Local } from '../wasm/FunctionBuilder.ts';
import type { Instruction } from '../wasm/instructions.ts';

/** Writes the code that puts a vector on the stack. */
export type Expression = () => void;

/** A vector to compute with: a number in every lane, a local variable, or code. */
export type Operand = number | Local | Expression;

/**
 * Arithmetic on vectors of four 32-bit or two 64-bit floats, as expressions: nothing is written before one is
 * {@link VectorArithmetic.keep | kept} or {@link VectorArithmetic.put | put} on the stack.
 */
export class VectorArithmetic {
  readonly f: FunctionBuilder;
  readonly #lanes: 'f32x4' | 'f64x2';
  readonly #fused: boolean;
  readonly #kept: Local[] = [];

  constructor(f: FunctionBuilder, lanes: 'f32x4' | 'f64x2', { fused }: { readonly fused: boolean }) {
    this.f = f;
    this.#lanes = lanes;
    this.#fused = fused && lanes === 'f32x4';
  }

  /** Writes the code of an operand. */
  put(operand: Operand): void {
    if (typeof operand === 'function') operand();
    else if (typeof operand === 'number') this.f.constant(operand, this.#lanes);
    else this.f.get(operand);
  }

  /** Computes now what is used more than once. */
  keep(operand: Operand): Local {
    const local = this.f.local('v128');
    this.put(operand);
    this.f.set(local);
    this.#kept.push(local);
    return local;
  }

  /** Gives what was kept another value. */
  set(local: Local, operand: Operand): void {
    this.put(operand);
    this.f.set(local);
  }

  /** Keeps what lies on the stack. */
  take(): Local {
    return this.keep(() => {});
  }

  /** Lets others use the local variables of all that was kept. */
  release(): void {
    this.f.release(...this.#kept.splice(0));
  }

  /** Any instruction on vectors. */
  op(instruction: Instruction, ...operands: readonly Operand[]): Expression {
    return () => {
      for (const operand of operands) this.put(operand);
      this.f.op(instruction);
    };
  }

  add(a: Operand, b: Operand): Expression {
    return this.op(`${this.#lanes}.add`, a, b);
  }

  subtract(a: Operand, b: Operand): Expression {
    return this.op(`${this.#lanes}.sub`, a, b);
  }

  multiply(a: Operand, b: Operand): Expression {
    return this.op(`${this.#lanes}.mul`, a, b);
  }

  divide(a: Operand, b: Operand): Expression {
    return this.op(`${this.#lanes}.div`, a, b);
  }

  /** a · b + c, with one rounding or two. */
  multiplyAdd(a: Operand, b: Operand, c: Operand): Expression {
    if (this.#fused) return this.op('f32x4.relaxed_madd', a, b, c);
    return this.add(this.multiply(a, b), c);
  }

  squareRoot(x: Operand): Expression {
    return this.op(`${this.#lanes}.sqrt`, x);
  }

  absolute(x: Operand): Expression {
    return this.op(`${this.#lanes}.abs`, x);
  }

  negate(x: Operand): Expression {
    return this.op(`${this.#lanes}.neg`, x);
  }

  floor(x: Operand): Expression {
    return this.op(`${this.#lanes}.floor`, x);
  }

  /** `x`, or the bound where that is smaller: NaN stays NaN. */
  atMost(x: Operand, bound: Operand): Expression {
    return this.op(`${this.#lanes}.pmin`, x, bound);
  }

  /** `x`, or the bound where that is larger: NaN stays NaN. */
  atLeast(x: Operand, bound: Operand): Expression {
    return this.op(`${this.#lanes}.pmax`, x, bound);
  }

  /** All bits set where it holds, none where not. */
  compare(a: Operand, relation: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', b: Operand): Expression {
    return this.op(`${this.#lanes}.${relation}`, a, b);
  }

  /** `then` where all bits of the mask are set, `otherwise` where none is. */
  select(mask: Operand, then: Operand, otherwise: Operand): Expression {
    return this.op('v128.bitselect', then, otherwise, mask);
  }

  and(a: Operand, b: Operand): Expression {
    return this.op('v128.and', a, b);
  }

  signOf(x: Operand): Expression {
    return this.and(x, -0);
  }

  /** The other sign where `sign` is set. */
  flip(x: Operand, sign: Operand): Expression {
    return this.op('v128.xor', x, sign);
  }

  /** What has no sign of its own with the sign of `x`. */
  withSignOf(x: Operand, magnitude: Operand): Expression {
    return this.op('v128.or', magnitude, this.signOf(x));
  }

  /** Four times an integer. */
  integer(value: number): Expression {
    return () => void this.f.constant(value, 'i32x4');
  }

  shift(instruction: Instruction, x: Operand, bits: number): Expression {
    return () => {
      this.put(x);
      this.f.i32(bits).op(instruction);
    };
  }

  /** coefficients[0] + coefficients[1] · x + … */
  polynomial(x: Local, coefficients: readonly number[]): Operand {
    const [highest = 0, ...others] = coefficients.toReversed();
    const [next, ...last] = others;
    if (next === undefined) return highest;
    const sum = this.keep(this.multiplyAdd(highest, x, next));
    for (const coefficient of last) this.set(sum, this.multiplyAdd(sum, x, coefficient));
    return sum;
  }
}
