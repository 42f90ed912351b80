import { afterEach, describe, expect, test } from 'vitest';

import { FunctionBuilder } from '../wasm/FunctionBuilder.ts';
import { ModuleBuilder } from '../wasm/ModuleBuilder.ts';
import { type SecondThread, useSecondThread } from './SecondThread.ts';
import { SharedHalves } from './SharedHalves.ts';

const used: SecondThread[] = [];
function thread(): SecondThread {
  const made = useSecondThread();
  used.push(made);
  return made;
}

afterEach(() => {
  for (const one of used.splice(0)) one.release();
});

/** A program whose half 0 counts at address 0, and whose half 1 is broken off. */
function counter(): WebAssembly.Module {
  const builder = new ModuleBuilder();
  const shared = new SharedHalves(builder);
  const nothing = builder.add(new FunctionBuilder());
  const count = new FunctionBuilder();
  count.i32(0).i32(0).load('i32.load').i32(1).op('i32.add').store('i32.store');
  shared.add(nothing, builder.add(count));
  const beyond = new FunctionBuilder();
  beyond.i32(-16).load('i32.load').op('drop');
  shared.add(nothing, builder.add(beyond));
  return new WebAssembly.Module(builder.encode({ bytes: 64, shared: true }));
}

/** Gives others their turn. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Offers a half until the other thread has taken it; gives how often it was left. */
async function untilTaken(second: SecondThread, program: number, work: number): Promise<number> {
  const { offer, isLeft } = second.sharing(program);
  for (let left = 0; ; left++) {
    offer(work);
    await turn();
    if (isLeft() === 0) return left;
  }
}

function counted(memory: WebAssembly.Memory): number | undefined {
  return new Int32Array(memory.buffer)[0];
}

describe('a second thread', () => {
  test('does a half that is on offer, once, and leaves the others', async () => {
    const second = thread();
    const memory = second.takeMemory(1);
    const program = second.add(counter(), memory);
    for (let taken = 1; taken < 20; taken++) {
      await untilTaken(second, program, 0);
      expect(counted(memory)).toBe(taken);
    }
  });

  test('does not come where nothing is on offer any more', async () => {
    const second = thread();
    const memory = second.takeMemory(1);
    const { offer, isLeft } = second.sharing(second.add(counter(), memory));
    let left = 0;
    for (let times = 0; times < 10_000; times++) {
      offer(0);
      left += isLeft();
    }
    expect((counted(memory) ?? 0) + left).toBe(10_000);
  });

  test('knows several programs, also after one has gone', async () => {
    const second = thread();
    const [first, other] = [second.takeMemory(1), second.takeMemory(1)];
    const [firstProgram, otherProgram] = [second.add(counter(), first), second.add(counter(), other)];
    await untilTaken(second, firstProgram, 0);
    second.remove(firstProgram);
    await untilTaken(second, otherProgram, 0);
    expect([counted(first), counted(other)]).toEqual([1, 1]);
    await expect(untilTaken(second, firstProgram, 0)).rejects.toThrow('got an error there');
  });

  test('says that its half was broken off, and goes on with others', async () => {
    const second = thread();
    const memory = second.takeMemory(1);
    const program = second.add(counter(), memory);
    await expect(untilTaken(second, program, 1)).rejects.toThrow(
      'expected a second thread to do half of the work, got an error there',
    );
    await untilTaken(second, program, 0);
    expect(counted(memory)).toBe(1);
  });

  test('does nothing of an offer that an error has left open, once another begins', async () => {
    const second = thread();
    const [memory, other] = [second.takeMemory(1), second.takeMemory(1)];
    const [program, otherProgram] = [second.add(counter(), memory), second.add(counter(), other)];
    const { offer, isLeft } = second.sharing(otherProgram);
    let left = 0;
    for (let times = 0; times < 1000; times++) {
      second.sharing(program).offer(0);
      offer(0);
      const before = counted(memory);
      left += isLeft();
      expect(counted(memory)).toBe(before);
    }
    expect((counted(other) ?? 0) + left).toBe(1000);
    second.sharing(program).offer(0);
    second.remove(program);
    const last = counted(memory);
    await turn();
    expect(counted(memory)).toBe(last);
  });

  test('sees memory that has grown since', async () => {
    const second = thread();
    const memory = second.takeMemory(1);
    const program = second.add(counter(), memory);
    await untilTaken(second, program, 0);
    memory.grow(100);
    new Int32Array(memory.buffer)[0] = 5;
    await untilTaken(second, program, 0);
    expect(counted(memory)).toBe(6);
  });
});

test('there is one thread, which stays while somebody uses it and ends a while after the last', async () => {
  const ended: Promise<unknown>[] = [];
  const watch = (worker: import('node:worker_threads').Worker) =>
    ended.push(new Promise((resolve) => worker.once('exit', resolve)));
  for (const earlier of used.splice(0)) earlier.release();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  process.on('worker', watch);
  try {
    const all = [useSecondThread(), useSecondThread(), useSecondThread()];
    expect(new Set(all).size).toBe(1);
    for (const one of all) one.release();
    const next = useSecondThread();
    expect(next).toBe(all[0]);
    await turn();
    expect(ended).toHaveLength(1);
    next.release();
    await ended[0];
    const later = useSecondThread();
    expect(later).not.toBe(next);
    later.release();
  } finally {
    process.off('worker', watch);
  }
});
