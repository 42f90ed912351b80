import { doubleExponential } from '../../math/doubleExponential.ts';
import { type Expression, VectorArithmetic } from '../../math/VectorArithmetic.ts';
import type { FunctionBuilder, Local } from '../../wasm/FunctionBuilder.ts';
import { overNumbers, pushAddress, storeNumbers } from '../numbersInOrder.ts';
import { type AlignmentSizes, alignmentLayout, DOUBLE, PAIR } from './alignmentLayout.ts';
import { emitLogTotal, loadFloats, logSum, pairsOf } from './logSpace.ts';
import { type Numbers, readLabels, readLength } from './readSequence.ts';

const NOTHING = Number.NEGATIVE_INFINITY;

/**
 * Writes the alignment of one sequence with its frames, as `alignSequence` of the losses computes it: the
 * forward–backward recursion in doubles in log space over the states blank, label, blank, …, blank, two at a
 * time.
 */
export class AlignmentEmitter {
  readonly #f: FunctionBuilder;
  readonly #math: VectorArithmetic;
  readonly #sizes: AlignmentSizes;
  readonly #layout: ReturnType<typeof alignmentLayout>;
  readonly #scratch: number;
  /** Numbers of labels and frames, bytes of the states. */
  readonly #labels: Local;
  readonly #frames: Local;
  readonly #states: Local;
  /** Whether a label or a frame is none. */
  readonly #isBroken: Local;
  /** Bytes from the first state to a pair of states. */
  readonly #place: Local;
  /** The frame's scores, their total in the scratch, and its states going forward. */
  readonly #scores: Local;
  readonly #total: Local;
  readonly #row: Local;
  readonly loss: Local;

  constructor(f: FunctionBuilder, sizes: AlignmentSizes, scratch: number) {
    this.#f = f;
    this.#math = new VectorArithmetic(f, 'f64x2', { fused: false });
    this.#sizes = sizes;
    this.#layout = alignmentLayout(sizes);
    this.#scratch = scratch;
    this.#labels = f.local('i32');
    this.#frames = f.local('i32');
    this.#states = f.local('i32');
    this.#isBroken = f.local('i32');
    this.#place = f.local('i32');
    this.#scores = f.local('i32');
    this.#total = f.local('i32');
    this.#row = f.local('i32');
    this.loss = f.local('f64');
  }

  release(): void {
    this.#f.release(this.#labels, this.#frames, this.#states, this.#isBroken, this.#place);
    this.#f.release(this.#scores, this.#total, this.#row, this.loss);
  }

  /** What comes before all else. */
  read(labels: Numbers, length: Numbers): void {
    readLength(this.#f, length, this.#frames, this.#sizes);
    const sequence = { labels: this.#labels, isBroken: this.#isBroken };
    readLabels(this.#f, labels, sequence, this.#sizes, this.#scratch);
    this.#f.get(this.#labels).i32(1).op('i32.add').i32(4).op('i32.shl').set(this.#states);
  }

  /** From the first frame to the last: all ways to each state; and what that makes of the loss. */
  goForward(logits: Local): void {
    const f = this.#f;
    const math = this.#math;
    const { forward, row, totals, penalties } = this.#layout;
    const frame = f.local('i32');
    this.#fill(this.#scratch + forward, row, NOTHING);
    f.i32(0)
      .f64(0)
      .store('f64.store', this.#scratch + forward + PAIR);
    f.i32(this.#scratch + forward).set(this.#row);
    f.i32(this.#scratch + totals).set(this.#total);
    f.get(logits).set(this.#scores);
    f.loopUpTo(frame, { from: 0, to: this.#frames, step: 1 }, () => {
      f.get(this.#total);
      emitLogTotal(math, this.#scores, this.#sizes.classes);
      f.store('f64.store');
      f.get(this.#total).load('f64.load').op('f64.abs').f64(Number.POSITIVE_INFINITY).op('f64.lt', 'i32.eqz');
      f.get(this.#isBroken).op('i32.or').set(this.#isBroken);
      f.get(this.#row).f64x2(NOTHING).store('v128.store', row);
      f.loopUpTo(this.#place, { from: 0, to: this.#states, step: PAIR }, () => {
        const before = (bytes: number) => () => void this.#at(this.#row).load('v128.load', bytes);
        const skipping = math.add(before(0), this.#penalty(penalties));
        const ways = logSum(math, before(PAIR), before(DOUBLE), skipping);
        this.#at(this.#row);
        math.put(math.add(ways, this.#logProbability()));
        f.store('v128.store', row + PAIR);
        math.release();
      });
      this.#move(1);
    });
    this.#computeLoss();
    f.release(frame);
  }

  /** From the last frame to the first: all ways from each state to the end, and with these the gradient. */
  goBack(gradient: Local): void {
    const f = this.#f;
    const math = this.#math;
    const { onward, penalties, row } = this.#layout;
    const [frame, after, now, to] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
    this.#fill(this.#scratch + onward, 2 * (row + PAIR), NOTHING);
    f.get(this.#states)
      .f64(0)
      .store('f64.store', this.#scratch + onward - PAIR);
    f.i32(this.#scratch + onward).set(after);
    f.i32(this.#scratch + onward + row + PAIR).set(now);
    f.get(gradient)
      .get(this.#frames)
      .i32(4 * this.#sizes.classes)
      .op('i32.mul', 'i32.add')
      .set(to);
    f.loopUpTo(frame, { from: 0, to: this.#frames, step: 1 }, () => {
      this.#move(-1);
      f.get(to)
        .i32(4 * this.#sizes.classes)
        .op('i32.sub')
        .set(to);
      this.#storeShares(to);
      f.loopUpTo(this.#place, { from: 0, to: this.#states, step: PAIR }, () => {
        const later = (bytes: number) => () => void this.#at(after).load('v128.load', bytes);
        const skipping = math.add(later(PAIR), this.#penalty(penalties + PAIR));
        const ways = math.keep(logSum(math, later(0), later(DOUBLE), skipping));
        const all = math.add(ways, () => void this.#at(this.#row).load('v128.load', row + PAIR));
        const loss = () => void f.get(this.loss).op('f64x2.splat');
        this.#subtract(to, math.keep(doubleExponential(math, math.add(all, loss))));
        this.#at(now);
        math.put(math.add(ways, this.#logProbability()));
        f.store('v128.store');
        math.release();
      });
      f.get(after).get(now).set(after).set(now);
    });
    f.release(frame, after, now, to);
  }

  /** NaN for all frames that count. */
  fillWithNaN(gradient: Local): void {
    this.#f.get(gradient).i32(0xff).get(this.#frames);
    this.#f.i32(4 * this.#sizes.classes).op('i32.mul', 'memory.fill');
  }

  #computeLoss(): void {
    const f = this.#f;
    const math = this.#math;
    const state = (bytes: number) => () => {
      f.get(this.#row).get(this.#states).op('i32.add').i32(bytes).op('i32.sub').load('v128.load64_splat');
    };
    f.f64(Number.NaN);
    math.put(math.negate(logSum(math, state(0), state(DOUBLE), NOTHING)));
    f.lane('f64x2.extract_lane', 0).get(this.#isBroken).op('select').set(this.loss);
    math.release();
  }

  /** What the frame's scores make of each class, as shares of 1. */
  #storeShares(to: Local): void {
    const f = this.#f;
    const math = this.#math;
    overNumbers(f, this.#sizes.classes, (position) => {
      const total = () => void f.get(this.#total).load('v128.load64_splat');
      const [low, high] = pairsOf(math, loadFloats(math, this.#scores, position), position).map((pair) =>
        math.keep(math.op('f32x4.demote_f64x2_zero', doubleExponential(math, math.subtract(pair, total)))),
      );
      pushAddress(f, to, position);
      if (low) f.get(low);
      if (high) f.get(high).shuffle32([0, 1, 4, 5]);
      storeNumbers(f, position);
      math.release();
    });
  }

  /** Subtracts a pair of numbers from the gradients of the classes of two states, one after the other. */
  #subtract(to: Local, pair: Local): void {
    const f = this.#f;
    const at = f.local('i32');
    for (const lane of [0, 1]) {
      this.#pushClass(lane).i32(2).op('i32.shl').get(to).op('i32.add').tee(at);
      f.get(at).load('f32.load').op('f64.promote_f32').get(pair).lane('f64x2.extract_lane', lane);
      f.op('f64.sub', 'f32.demote_f64').store('f32.store');
    }
    f.release(at);
  }

  /** The logarithms of the probabilities of two states' classes in the frame. */
  #logProbability(): Expression {
    const f = this.#f;
    const score = (lane: number) =>
      this.#pushClass(lane)
        .i32(2)
        .op('i32.shl')
        .get(this.#scores)
        .op('i32.add')
        .load('f32.load')
        .op('f64.promote_f32');
    return this.#math.subtract(
      () => {
        score(0).op('f64x2.splat');
        score(1).lane('f64x2.replace_lane', 1);
      },
      () => void f.get(this.#total).load('v128.load64_splat'),
    );
  }

  #pushClass(lane: number): FunctionBuilder {
    return this.#f
      .get(this.#place)
      .i32(1)
      .op('i32.shr_u')
      .load('i32.load', this.#scratch + 4 * lane);
  }

  #penalty(offset: number): Expression {
    return () => void this.#f.get(this.#place).load('v128.load', this.#scratch + offset);
  }

  #at(pointer: Local): FunctionBuilder {
    return this.#f.get(pointer).get(this.#place).op('i32.add');
  }

  /** To the next frame, or the one before. */
  #move(frames: 1 | -1): void {
    const f = this.#f;
    const steps = [
      [this.#row, this.#layout.row],
      [this.#total, DOUBLE],
      [this.#scores, 4 * this.#sizes.classes],
    ] as const;
    for (const [pointer, bytes] of steps)
      f.get(pointer)
        .i32(frames * bytes)
        .op('i32.add')
        .set(pointer);
  }

  #fill(to: number, bytes: number, value: number): void {
    const f = this.#f;
    f.loop(this.#place, { from: 0, to: bytes, step: PAIR }, () => {
      f.get(this.#place).constant(value, 'f64x2').store('v128.store', to);
    });
  }
}
