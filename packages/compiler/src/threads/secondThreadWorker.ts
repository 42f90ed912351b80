import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

import { HandOver, STATES } from './handOver.ts';

/** What the second thread is told between two pieces of work: a program that comes, or one that goes. */
export type Mail =
  | { readonly program: number; readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory }
  | { readonly program: number; readonly module?: undefined };

const programs = new Map<number, Readonly<Record<string, unknown>>>();

function takeMail(): void {
  if (!parentPort) return;
  for (let letter = receiveMessageOnPort(parentPort); letter; letter = receiveMessageOnPort(parentPort)) {
    const mail: Mail = letter.message;
    if (!mail.module) {
      programs.delete(mail.program);
      continue;
    }
    const { module, memory } = mail;
    // Halves offer nothing.
    const environment = { memory, offer() {}, isLeft: () => 0 };
    programs.set(mail.program, new WebAssembly.Instance(module, { environment }).exports);
  }
}

const handOver = new HandOver(workerData);
for (;;) {
  handOver.awaitEndOf(STATES.nothing);
  if (handOver.change(STATES.mail, STATES.nothing)) takeMail();
  if (!handOver.change(STATES.offered, STATES.taken)) continue;
  const { program, work } = handOver.offer;
  try {
    const half = programs.get(program)?.[`half${work}`];
    if (typeof half !== 'function')
      throw new TypeError(`second thread: expected program ${program} to have half ${work}.`);
    half();
  } catch {
    handOver.fail();
  }
  handOver.change(STATES.taken, STATES.nothing);
}
