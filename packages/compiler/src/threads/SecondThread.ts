import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

import { MOST_SHARED_PAGES } from '../wasm/ModuleBuilder.ts';
import { HandOver, STATES } from './handOver.ts';
import type { Mail } from './secondThreadWorker.ts';

/** How long the thread stays when no program needs it, so that the next one finds it started. */
const MILLISECONDS_UNUSED = 1000;

const MOST_SPARE = 2;

/** What a program imports to have the second halves of its work done by another thread. */
export interface WorkSharing {
  /** Puts the second half of a piece of work on offer. */
  offer(work: number): void;
  /** Ends the offer: 1 where nobody took it, and 0 after the half is done. */
  isLeft(): number;
}

/** A thread that does second halves of work. One is enough: programs run one at a time. */
export class SecondThread {
  readonly #handOver = new HandOver();
  readonly #worker: Worker;
  readonly #spare: WebAssembly.Memory[] = [];
  #programs = 0;
  #used = 0;
  #isOffered = false;
  #end: NodeJS.Timeout | undefined;

  constructor() {
    const file = createRequire(import.meta.url).resolve('@losskit/compiler/second-thread');
    this.#worker = new Worker(file, { workerData: this.#handOver.words, execArgv: [] });
    this.#worker.unref();
    // Its work is left to the first thread then.
    this.#worker.on('error', () => this.#forget());
  }

  #tell(mail: Mail): void {
    this.#worker.postMessage(mail);
    this.#handOver.change(STATES.nothing, STATES.mail);
  }

  /** Keeps the thread until it is released as often. */
  retain(): void {
    clearTimeout(this.#end);
    this.#used += 1;
  }

  /** Ends the thread after a while, if nobody else uses it. */
  release(): void {
    this.#used -= 1;
    if (this.#used > 0) return;
    this.#end = setTimeout(() => this.#terminate(), MILLISECONDS_UNUSED);
    this.#end.unref();
  }

  /** Memory that both threads see. */
  takeMemory(pages: number): WebAssembly.Memory {
    const memory = this.#spare.pop();
    return memory ?? new WebAssembly.Memory({ initial: pages, maximum: MOST_SHARED_PAGES, shared: true });
  }

  /** Keeps memory for the next who takes some, as the engine doesn't count it and so finds it unused only late. */
  giveMemory(memory: WebAssembly.Memory): void {
    if (this.#spare.length < MOST_SPARE) this.#spare.push(memory);
  }

  #terminate(): void {
    this.#forget();
    void this.#worker.terminate();
  }

  #forget(): void {
    if (running === this) running = undefined;
  }

  /** Makes a program known, and gives its number. */
  add(module: WebAssembly.Module, memory: WebAssembly.Memory): number {
    this.#programs += 1;
    this.#tell({ program: this.#programs, module, memory });
    return this.#programs;
  }

  /** Forgets a program and its memory. */
  remove(program: number): void {
    this.#endOffer();
    this.#tell({ program });
  }

  /** What the program of a number imports. */
  sharing(program: number): WorkSharing {
    return {
      offer: (work) => {
        this.#endOffer();
        this.#handOver.offer = { program, work };
        this.#isOffered = this.#handOver.change(STATES.nothing, STATES.offered);
      },
      isLeft: () => (this.#endOffer() ? 0 : 1),
    };
  }

  /**
   * Ends the offer that is open, if any: an error in a first half leaves it so.
   *
   * @returns Whether the second thread has done it.
   */
  #endOffer(): boolean {
    if (!this.#isOffered) return false;
    this.#isOffered = false;
    if (this.#handOver.change(STATES.offered, STATES.nothing)) return false;
    this.#handOver.awaitEndOf(STATES.taken);
    if (!this.#handOver.takeFailure()) return true;
    throw new Error('Program: expected a second thread to do half of the work, got an error there.');
  }
}

let running: SecondThread | undefined;

/**
 * The second thread, started if there is none; it doesn't keep the process alive.
 *
 * @throws Error where the system gives none.
 */
export function useSecondThread(): SecondThread {
  running ??= new SecondThread();
  running.retain();
  return running;
}
