import { Workspace } from '@losskit/compiler';
import { compileModule, FunctionBuilder, type Local, ModuleBuilder } from '@losskit/compiler/wasm';

import { MEMORY_LOOP, ROOT_LOOP } from '../cases/peerNames.ts';
import { type Peer, UnsupportedCase } from '../protocol/Peer.ts';

/** Bytes of a vector. */
const VECTOR = 16;

/** Arrays that Adam reads and writes; the last one it only reads. */
const ARRAYS = ['weights', 'averages', 'squares', 'gradient'];

/** Code that reads four arrays and writes three of them; `move` makes an update, on the stack, of those behind the weights. */
function loopCode(
  workspace: Workspace,
  bytes: number,
  move: (f: FunctionBuilder, averages: Local, squares: Local) => void,
): Uint8Array<ArrayBuffer> {
  const addresses = ARRAYS.map((name) => workspace.stateAddress(name) ?? 0);
  const run = new FunctionBuilder({ parameters: ['i32'], results: [] });
  const [steps] = run.parameters;
  const [step, place, gradient] = [run.local('i32'), run.local('i32'), run.local('v128')];
  const [averages, squares] = [run.local('v128'), run.local('v128')];
  if (!steps) throw new TypeError('memoryLoop: expected a parameter, got none.');
  run.loopUpTo(step, { from: 0, to: steps, step: 1 }, () => {
    run.loop(place, { from: 0, to: bytes, step: VECTOR }, () => {
      run.get(place).load('v128.load', addresses[3]).set(gradient);
      for (const [local, address] of [
        [averages, addresses[1]],
        [squares, addresses[2]],
      ] as const) {
        run.get(place).get(place).load('v128.load', address).get(gradient).op('f32x4.add').tee(local);
        run.store('v128.store', address);
      }
      run.get(place).get(place).load('v128.load', addresses[0]);
      move(run, averages, squares);
      run.op('f32x4.add').store('v128.store', addresses[0]);
    });
  });
  const module = new ModuleBuilder();
  module.export('setup', module.add(new FunctionBuilder()));
  module.export('run', module.add(run));
  return module.encode({ bytes: workspace.end });
}

function yardstick(name: string, move: Parameters<typeof loopCode>[2]): Peer {
  return {
    name,
    kinds: ['update'],
    start({ case: { work } }) {
      if (work.kind !== 'update') throw new UnsupportedCase('it is a yardstick for updates only');
      const shape = [work.parameters];
      const workspace = new Workspace(
        Object.fromEntries(ARRAYS.map((array) => [array, { shape, dtype: 'float32' }])),
      );
      const { run } = workspace.instantiate(compileModule(loopCode(workspace, 4 * work.parameters, move)));
      // Roots and quotients of zeros would take less time than others.
      for (const array of ARRAYS) workspace.state(array).fill(1e-3);
      return { run, evaluate: () => [] };
    },
    version: () => `Node ${process.versions.node}`,
  };
}

/** What an update of so many parameters can't be faster than, on this machine's memory. */
export const memoryLoop = yardstick(MEMORY_LOOP, (f, averages) => void f.get(averages));

/** The same with the square root and the quotient of Adam, which take longer than the memory where that has them near. */
export const rootLoop = yardstick(
  ROOT_LOOP,
  (f, averages, squares) => void f.get(averages).get(squares).op('f32x4.sqrt', 'f32x4.div'),
);
