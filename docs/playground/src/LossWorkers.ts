import type { Order, Report } from './messages.ts';

/** A worker for each loss, started when it is first needed. */
export class LossWorkers {
  readonly #workers: Worker[] = [];
  readonly #onReport: (index: number, report: Report) => void;
  readonly #onError: (message: string) => void;

  constructor(onReport: (index: number, report: Report) => void, onError: (message: string) => void) {
    this.#onReport = onReport;
    this.#onError = onError;
  }

  /** @param index - Of the loss. */
  order(index: number, order: Order): void {
    let worker = this.#workers[index];
    if (!worker) {
      worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<Report>) => this.#onReport(index, data));
      worker.addEventListener('error', ({ message }) => this.#onError(message));
      this.#workers[index] = worker;
    }
    worker.postMessage(order);
  }

  terminate(): void {
    for (const worker of this.#workers) worker.terminate();
  }
}
