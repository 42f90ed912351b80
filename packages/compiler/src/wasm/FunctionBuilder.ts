import {
  INSTRUCTIONS,
  type Instruction,
  LANE_INSTRUCTIONS,
  type LaneInstruction,
  MEMORY_INSTRUCTIONS,
  type MemoryInstruction,
  VALUE_TYPES,
  type ValueType,
} from './instructions.ts';
import { signed, signed64, unsigned } from './leb128.ts';
import { Statements } from './Statements.ts';
import { stackEffect } from './stackEffect.ts';

/** A parameter or a local variable of a function. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/** What a function takes and gives. */
export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A loop over addresses or numbers. */
export interface Loop {
  readonly from: number;
  /** The loop ends before this one. */
  readonly to: number;
  readonly step: number;
}

const NO_RESULT = 0x40;

/**
 * Writes the body of one WebAssembly function, instruction by instruction; `end` at its end is added.
 *
 * @example
 * ```ts
 * const f = new FunctionBuilder({ parameters: ['f32'], results: ['f32'] });
 * for (const x of f.parameters) f.get(x).get(x).op('f32.mul');
 * f.encode().at(-1); // 11
 * ```
 */
export class FunctionBuilder {
  readonly signature: Signature;
  /** What the function is called with; the first of its locals. */
  readonly parameters: readonly Local[];
  readonly #locals: ValueType[] = [];
  #free = new Map<ValueType, Local[]>();
  #body = new Statements();
  readonly #constants = new Map<string, Local>();

  constructor(signature: Signature = { parameters: [], results: [] }) {
    this.signature = signature;
    this.parameters = signature.parameters.map((type, index) => ({ index, type }));
  }

  /** A local variable; its content is undefined, as it may be one that was released. */
  local(type: ValueType): Local {
    const free = this.#free.get(type)?.pop();
    if (free) return free;
    this.#locals.push(type);
    return { index: this.parameters.length + this.#locals.length - 1, type };
  }

  /** Lets a later {@link local} take this one; what it holds is undefined from then on. */
  release(...locals: readonly Local[]): void {
    for (const local of locals) {
      const free = this.#free.get(local.type);
      if (free) free.push(local);
      else this.#free.set(local.type, [local]);
    }
  }

  /** Puts what a local holds on the stack. */
  get(local: Local): this {
    return this.#emit([0x20, ...unsigned(local.index)], 1);
  }

  /** Takes a local's new content from the stack. */
  set(local: Local): this {
    return this.#emit([0x21, ...unsigned(local.index)], -1);
  }

  /** As {@link set}, and leaves it on the stack. */
  tee(local: Local): this {
    return this.#emit([0x22, ...unsigned(local.index)], 0);
  }

  /** One or more instructions without operands of their own. */
  op(...names: readonly Instruction[]): this {
    for (const name of names) this.#emit(INSTRUCTIONS[name], stackEffect(name));
    return this;
  }

  /** A constant of 32 bits. */
  i32(value: number): this {
    return this.#emit([0x41, ...signed(value)], 1);
  }

  /** A constant of 64 bits. */
  i64(value: bigint): this {
    return this.#emit([0x42, ...signed64(value)], 1);
  }

  /** A constant, rounded to 32 bits. */
  f32(value: number): this {
    return this.#emit([0x43, ...new Uint8Array(Float32Array.of(value).buffer)], 1);
  }

  /** A constant. */
  f64(value: number): this {
    return this.#emit([0x44, ...new Uint8Array(Float64Array.of(value).buffer)], 1);
  }

  /** Four times the same number. */
  f32x4(value: number): this {
    return this.#vector(Float32Array.of(value, value, value, value));
  }

  /** Four times the same integer. */
  i32x4(value: number): this {
    return this.#vector(Int32Array.of(value, value, value, value));
  }

  /** Twice the same number. */
  f64x2(value: number): this {
    return this.#vector(Float64Array.of(value, value));
  }

  /** Sixteen bytes. */
  v128(bytes: ArrayLike<number>): this {
    return this.#vector(Uint8Array.from(bytes));
  }

  /** `i8x16.shuffle`: bytes 0–15 are of the first vector, 16–31 of the second. */
  shuffle(bytes: readonly number[]): this {
    return this.#emit([0xfd, 0x0d, ...bytes], -1);
  }

  /** Four numbers of two vectors; 0–3 are those of the first, 4–7 of the second. */
  shuffle32(lanes: readonly [number, number, number, number]): this {
    return this.shuffle(lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]));
  }

  /** Loads from the address on the stack plus `offset`. */
  load(name: MemoryInstruction, offset = 0): this {
    const [code, alignment] = MEMORY_INSTRUCTIONS[name];
    return this.#emit([...code, alignment, ...unsigned(offset)], stackEffect(name));
  }

  /** The address lies below the value on the stack. */
  store(name: MemoryInstruction, offset = 0): this {
    return this.load(name, offset);
  }

  /** Stores one lane; the address lies below the vector on the stack. */
  storeLane(lane: 0 | 1 | 2 | 3, offset = 0): this {
    return this.#emit([0xfd, 0x5a, 2, ...unsigned(offset), lane], -2);
  }

  /** An instruction for one lane of a vector. */
  lane(name: LaneInstruction, lane: number): this {
    return this.#emit([...LANE_INSTRUCTIONS[name], lane], stackEffect(name));
  }

  /** Calls a function by its index in the module. */
  call(index: number): this {
    return this.#emit([0x10, ...unsigned(index)], 0);
  }

  /** Runs `body` once for each value of `counter`; not at all where there is none. */
  loop(counter: Local, { from, to, step }: Loop, body: () => void): this {
    if (to <= from) return this;
    return this.i32(from)
      .set(counter)
      .repeat(() => {
        body();
        this.get(counter).i32(step).op('i32.add').tee(counter).i32(to).op('i32.lt_s').branchIf(0);
      });
  }

  /** A loop up to a limit that is known only when it runs; not at all where `counter` starts at or above it. */
  loopUpTo(
    counter: Local,
    { from, to, step }: { from: number | Local; to: Local; step: number },
    body: () => void,
  ): this {
    if (typeof from === 'number') this.i32(from).set(counter);
    else this.get(from).set(counter);
    return this.block(() => {
      this.get(counter).get(to).op('i32.ge_s').branchIf(0);
      this.repeat(() => {
        body();
        this.get(counter).i32(step).op('i32.add').tee(counter).get(to).op('i32.lt_s').branchIf(0);
      });
    });
  }

  /** Runs `then` if the number on the stack is not 0, else `otherwise`. */
  if(then: () => void, otherwise?: () => void): this {
    return this.#block(0x04, -1, () => {
      then();
      if (!otherwise) return;
      this.#emit([0x05], 0);
      otherwise();
    });
  }

  /** A block that {@link branch} 0 leaves. */
  block(body: () => void): this {
    return this.#block(0x02, 0, body);
  }

  /** A loop that goes round by {@link branch} 0 alone. */
  repeat(body: () => void): this {
    return this.#block(0x03, 0, body);
  }

  /** Leaves the block, or repeats the loop, that is so many levels further out. */
  branch(depth: number): this {
    return this.#emit([0x0c, ...unsigned(depth)], 0);
  }

  /** As {@link branch}, if the number on the stack is not 0. */
  branchIf(depth: number): this {
    return this.#emit([0x0d, ...unsigned(depth)], -1);
  }

  /**
   * Writes pieces of code that don't depend on each other, a statement of each in turn: a processor that looks
   * a few dozen instructions ahead then finds some that need not wait. Each piece must leave the stack as it finds it.
   */
  inLockstep(pieces: readonly (() => void)[]): this {
    const [body, free] = [this.#body, this.#free];
    const released: Local[] = [];
    const recorded = pieces.map((write) => {
      this.#body = new Statements();
      // What a piece releases is still in use by its neighbours' time.
      this.#free = new Map();
      write();
      released.push(...[...this.#free.values()].flat());
      return this.#body;
    });
    [this.#body, this.#free] = [body, free];
    this.release(...released);
    body.addInTurn(recorded);
    return this;
  }

  /** The body as the code section of a module holds it. */
  encode(): number[] {
    const locals = this.#locals.flatMap((type) => [1, VALUE_TYPES[type]]);
    const body = [...unsigned(this.#locals.length), ...locals].concat(
      this.#prologue.code,
      this.#body.code,
      [0x0b],
    );
    return unsigned(body.length).concat(body);
  }

  readonly #prologue = new Statements();

  /**
   * A vector constant in a local that is set once, at the start of the function: V8 13 rebuilds a constant at
   * each use within a loop.
   */
  constant(value: number, type: 'f32x4' | 'i32x4' | 'f64x2' = 'f32x4'): this {
    const key = `${type} ${Object.is(value, -0) ? '-0' : value}`;
    let local = this.#constants.get(key);
    if (!local) {
      this.#locals.push('v128');
      local = { index: this.parameters.length + this.#locals.length - 1, type: 'v128' };
      this.#constants.set(key, local);
      const body = this.#body;
      this.#body = this.#prologue;
      this[type](value).set(local);
      this.#body = body;
    }
    return this.get(local);
  }

  #vector(numbers: Float32Array | Int32Array | Float64Array | Uint8Array): this {
    return this.#emit([0xfd, 0x0c, ...new Uint8Array(numbers.buffer)], 1);
  }

  #block(code: number, effect: number, body: () => void): this {
    this.#body.block([code, NO_RESULT], effect, body);
    return this;
  }

  #emit(bytes: Iterable<number>, effect: number): this {
    this.#body.add(bytes, effect);
    return this;
  }
}
