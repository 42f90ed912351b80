import { rangeError } from '@losskit/errors';
import { sizeOf } from '../graph/View.ts';
import { type TensorShape, UnsupportedError } from '../kernels/Kernel.ts';
import type { SecondThread, WorkSharing } from '../threads/SecondThread.ts';
import { startSecondThread } from '../threads/startSecondThread.ts';
import { bytesOf } from '../trace/bytesOf.ts';
import type { Numbers } from '../trace/Trace.ts';
import { pagesFor } from '../wasm/ModuleBuilder.ts';

const PAGE = 65_536;
/** Where the first state lies. */
const FIRST_ADDRESS = 16;

/** WebAssembly addresses 32 bits; what a vector may read behind its value must still be memory. */
const MOST_BYTES = 2 ** 31;

/** Memories that lie ready; V8 reserves gigabytes of addresses for each, and gives them back late. */
const SPARE: WebAssembly.Memory[] = [];
const MOST_SPARE = 4;
const MOST_SPARE_BYTES = 2 ** 26;

/** The bytes of so many numbers, with room for a vector that starts at the last one. */
export function paddedBytes(size: number): number {
  return 16 * Math.ceil(size / 4) + 16;
}

/** What a program's code exports. */
export interface ProgramFunctions {
  /** Computes what is the same in every step. */
  setup(): void;
  run(steps: number): void;
}

/** Rows that stay in memory, for steps to take theirs from. */
export interface ResidentRows {
  readonly address: number;
  /** Numbers of a row. */
  readonly rowSize: number;
  readonly rows: number;
  readonly type: 'float32' | 'int32' | 'uint8';
}

function typeOf(values: Numbers): ResidentRows['type'] {
  if (values instanceof Float32Array) return 'float32';
  return values instanceof Int32Array ? 'int32' : 'uint8';
}

/**
 * The memory that programs share: states at fixed places, so that one program goes on where another one
 * stopped, and rows of data.
 */
export class Workspace {
  readonly #states = new Map<
    string,
    { readonly address: number; readonly size: number; readonly dtype: TensorShape['dtype'] }
  >();
  /** How many threads run its programs. Two share large products and loops, and give the same bits as one. */
  readonly threads: 1 | 2;
  /** Why there is one thread where two were asked for. */
  readonly oneThreadReason: string | undefined;
  #secondThread: SecondThread | undefined;
  /** By their numbers in the second thread. */
  readonly #shared: number[] = [];
  #memory: WebAssembly.Memory | undefined;
  #end = FIRST_ADDRESS;
  readonly #statesEnd: number;

  /**
   * Makes room for states, whose numbers are undefined until somebody writes them.
   *
   * @param threads - 2 pays only where nothing else needs the second core. It is 1 after all where the system gives
   *   no second one.
   * @throws UnsupportedError for states that don't fit in the 2 GiB that a program can have.
   */
  constructor(states: Readonly<Record<string, TensorShape>>, threads: 1 | 2 = 1) {
    for (const [name, { shape, dtype }] of Object.entries(states)) {
      const size = sizeOf(shape);
      this.#states.set(name, { address: this.#reserve(paddedBytes(size)), size, dtype });
    }
    this.#statesEnd = this.#end;
    if (threads === 2) this.oneThreadReason = this.#startSecondThread();
    this.threads = this.#secondThread ? 2 : 1;
  }

  /** @returns Why it can't be had. */
  #startSecondThread(): string | undefined {
    const started = startSecondThread();
    if (typeof started === 'string') return started;
    this.#secondThread = started;
    return undefined;
  }

  #reserve(bytes: number): number {
    const address = this.#end;
    const end = address + 16 * Math.ceil(bytes / 16);
    if (end > MOST_BYTES) {
      throw new UnsupportedError(
        `the step needs ${Math.ceil(end / 2 ** 20)} MiB, more than the 2048 MiB that a program can have`,
      );
    }
    this.#end = end;
    return address;
  }

  /** Room for so many bytes, until the workspace is disposed. Views of before are dead afterwards. */
  allocate(bytes: number): number {
    const address = this.#reserve(bytes);
    if (this.#memory) this.#grow(this.#memory);
    return address;
  }

  #grow(memory: WebAssembly.Memory): void {
    const missing = pagesFor(this.#end) - memory.buffer.byteLength / PAGE;
    if (missing <= 0) return;
    try {
      memory.grow(missing);
    } catch {
      throw new UnsupportedError(
        `the system has no ${Math.ceil(this.#end / 2 ** 20)} MiB of memory for the step`,
      );
    }
  }

  get #ownMemory(): WebAssembly.Memory {
    if (!this.#memory) {
      const initial = pagesFor(this.#end);
      this.#memory =
        this.#secondThread?.takeMemory(initial) ?? SPARE.pop() ?? new WebAssembly.Memory({ initial });
      this.#grow(this.#memory);
    }
    return this.#memory;
  }

  /** Makes a module ready to run in this memory. */
  instantiate(module: WebAssembly.Module): ProgramFunctions {
    const memory = this.#ownMemory;
    const environment = { memory, ...this.#shareWork(module, memory) };
    const { setup, run } = new WebAssembly.Instance(module, { environment }).exports;
    if (typeof setup === 'function' && typeof run === 'function') {
      return { setup: () => setup(), run: (steps) => run(steps) };
    }
    throw new TypeError('Workspace: expected a module that exports setup and run.');
  }

  #shareWork(module: WebAssembly.Module, memory: WebAssembly.Memory): WorkSharing | undefined {
    if (!this.#secondThread) return undefined;
    const program = this.#secondThread.add(module, memory);
    this.#shared.push(program);
    return this.#secondThread.sharing(program);
  }

  /** Where the next allocation starts. */
  get end(): number {
    return this.#end;
  }

  /** The numbers at an address. The view is dead after the next allocation. */
  floats(address: number, size: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#buffer, address, size);
  }

  /** As {@link floats}, of integers. */
  integers(address: number, size: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#buffer, address, size);
  }

  get #buffer(): ArrayBuffer {
    return this.#ownMemory.buffer;
  }

  /** Where a state lies; undefined where there is none of the name. */
  stateAddress(name: string): number | undefined {
    return this.#states.get(name)?.address;
  }

  /** The bytes of all states, in their order. The view is dead after the next allocation. */
  get states(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer, FIRST_ADDRESS, this.#statesEnd - FIRST_ADDRESS);
  }

  /** A state's numbers; truth values as 0 and 1. The view is dead after the next allocation. */
  state(name: string): Float32Array | Int32Array {
    const state = this.#states.get(name);
    if (!state) throw new TypeError(`Workspace: expected a state, got '${name}'.`);
    const { address, size, dtype } = state;
    return dtype === 'int32' ? this.integers(address, size) : this.floats(address, size);
  }

  /**
   * Copies rows in, for programs to take the rows of their batches from.
   *
   * @throws RangeError for values that don't fill whole rows; UnsupportedError where there is no room.
   */
  addRows(values: Numbers, rowSize: number): ResidentRows {
    if (!(Number.isInteger(rowSize) && rowSize > 0 && values.length % rowSize === 0)) {
      throw rangeError('addRows', `a number of values that rows of ${rowSize} fill`, values.length);
    }
    // A vector of bytes may start at the last one.
    const address = this.allocate(values.byteLength + 32);
    new Uint8Array(this.#buffer, address, values.byteLength).set(bytesOf(values));
    return { address, rowSize, rows: values.length / rowSize, type: typeOf(values) };
  }

  /** Gives the memory back; programs in it can't run any more. */
  dispose(): void {
    const memory = this.#memory;
    this.#memory = undefined;
    const thread = this.#secondThread;
    this.#secondThread = undefined;
    if (thread) {
      for (const program of this.#shared.splice(0)) thread.remove(program);
      if (memory) thread.giveMemory(memory);
      thread.release();
    } else if (memory && SPARE.length < MOST_SPARE && memory.buffer.byteLength <= MOST_SPARE_BYTES) {
      SPARE.push(memory);
    }
  }
}
