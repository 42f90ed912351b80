import type { LosskitError } from '@losskit/errors';

import type { ProcessEvents } from './processEventsOf.ts';
import { deviceFailed, deviceLost } from './webgpuError.ts';

/**
 * Makes exceptions of what a device tells of its errors: it computes later than it is asked, so that an operation that it
 * refuses gives numbers all the same, wrong ones.
 */
export class DeviceWatch {
  readonly #processEvents: ProcessEvents;
  #failure: LosskitError | undefined;
  #loss: LosskitError | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(device: GPUDevice, processEvents: ProcessEvents) {
    this.#processEvents = processEvents;
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      this.#failure ??= deviceFailed(event.error);
    });
    void device.lost.then((info) => {
      this.#loss = deviceLost(info);
    });
    // The errors of a shader are told where it is compiled, which is once.
    const create = device.createComputePipeline.bind(device);
    device.createComputePipeline = (descriptor) => {
      const pipeline = create(descriptor);
      this.#processNow(() => true);
      this.check();
      return pipeline;
    };
  }

  get isLost(): boolean {
    return this.#loss !== undefined;
  }

  /** @throws LosskitError `device-lost`, from then on; `device-failed` once, if the device has refused an operation. */
  check(): void {
    if (this.#loss) throw this.#loss;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
  }

  /** Waits for a buffer to be mapped, without leaving JavaScript. @throws as `check` */
  mapNow(buffer: GPUBuffer): void {
    this.#processNow(
      () => buffer.mapState !== 'pending',
      // It rejects where the state below says so.
      () => buffer.mapAsync(GPUMapMode.READ).catch(() => {}),
    );
    if (buffer.mapState === 'unmapped') this.#loss ??= deviceLost({ message: 'it cannot be read' });
    this.check();
  }

  /**
   * Has Dawn do what it has to, at once. It would ask for a turn of the event loop each time, and none comes while JavaScript waits: a
   * gigabyte of them after some thousand reads. One turn stands for all.
   */
  #processNow(isDone: () => boolean, begin: () => unknown = () => {}): void {
    const { setImmediate } = globalThis;
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      this.#processEvents();
    });
    const turn = this.#turn;
    globalThis.setImmediate = Object.assign(() => turn, setImmediate);
    try {
      begin();
      do this.#processEvents();
      while (!isDone());
    } finally {
      globalThis.setImmediate = setImmediate;
    }
  }
}
