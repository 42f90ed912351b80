import type { FunctionBuilder } from '../wasm/FunctionBuilder.ts';
import type { ModuleBuilder } from '../wasm/ModuleBuilder.ts';

/** Pieces of work of a module, whose second halves are done by who comes first: another thread, or its own. */
export class SharedHalves {
  readonly #module: ModuleBuilder;
  readonly #offer: number;
  readonly #isLeft: number;
  #works = 0;

  /** Imports what `WorkSharing` has, so before the module has functions. */
  constructor(module: ModuleBuilder) {
    this.#module = module;
    this.#offer = module.import('offer', { parameters: ['i32'], results: [] });
    this.#isLeft = module.import('isLeft', { parameters: [], results: ['i32'] });
  }

  /** A piece of work in two functions, the second of which is exported as `half0`, `half1`, … Gives what writes its call. */
  add(first: number, second: number): (f: FunctionBuilder) => void {
    const work = this.#works++;
    this.#module.export(`half${work}`, second);
    return (f) => {
      f.i32(work).call(this.#offer).call(first);
      f.call(this.#isLeft).if(() => f.call(second));
    };
  }
}
