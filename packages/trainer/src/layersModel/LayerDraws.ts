import { markDrawn } from '@losskit/compiler';
import { type RandomStream, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';

/** Writes the next numbers of a stream. */
type Draw = (stream: RandomStream, values: Float32Array) => void;

/** Draws again, for any step, what a layer has drawn in one. */
class Redraw {
  readonly #open: (step: number) => RandomStream;
  readonly #draws: { readonly draw: Draw; readonly size: number }[] = [];
  #stream: RandomStream;
  #step: number;
  #next = 0;

  constructor(open: (step: number) => RandomStream, step: number) {
    this.#open = open;
    this.#step = step;
    this.#stream = open(step);
  }

  /** One more draw. Gives what draws it in any step: in their order the numbers of a step are drawn once. */
  add(draw: Draw, size: number): (step: number, values: Float32Array) => void {
    const place = this.#draws.push({ draw, size }) - 1;
    return (step, values) => {
      if (step !== this.#step || place < this.#next) {
        this.#stream = this.#open(step);
        this.#step = step;
        this.#next = 0;
      }
      for (const skipped of this.#draws.slice(this.#next, place)) {
        skipped.draw(this.#stream, new Float32Array(skipped.size));
      }
      draw(this.#stream, values);
      this.#next = place + 1;
    };
  }
}

/** The random tensors of one layer in one step. */
export class LayerDraws {
  /** For what is not a tensor. */
  readonly stream: RandomStream;
  readonly #redraw: Redraw;

  /** From (seed, place, step) alone. */
  constructor(seed: number, place: string, step: number) {
    const open = (any: number) => randomStream(seed, place, any);
    this.stream = open(step);
    this.#redraw = new Redraw(open, step);
  }

  #tensor(shape: readonly number[], draw: Draw): tf.Tensor {
    const values = new Float32Array(tf.util.sizeFromShape([...shape]));
    draw(this.stream, values);
    const tensor = tf.tensor(values, [...shape]);
    markDrawn(tensor, this.#redraw.add(draw, values.length));
    return tensor;
  }

  /** 1 with probability 1 − rate, else 0. */
  keptWhere(shape: readonly number[], rate: number): tf.Tensor {
    const limit = rate * 2 ** 32;
    return this.#tensor(shape, (stream, values) => {
      for (let index = 0; index < values.length; index++) values[index] = stream.uint32() < limit ? 0 : 1;
    });
  }

  normal(shape: readonly number[], mean: number, standardDeviation: number): tf.Tensor {
    return this.#tensor(shape, (stream, values) => {
      for (let index = 0; index < values.length; index++)
        values[index] = stream.normal(mean, standardDeviation);
    });
  }
}
