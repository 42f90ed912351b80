import { Workspace } from '@losskit/compiler';
import { compileModule, FunctionBuilder, ModuleBuilder } from '@losskit/compiler/wasm';

import { MEMORY_LOOP } from '../cases/peerNames.ts';
import { type Peer, UnsupportedCase } from '../protocol/Peer.ts';

/** Bytes of a vector. */
const VECTOR = 16;

/** Arrays that Adam reads and writes; the last one it only reads. */
const ARRAYS = ['weights', 'averages', 'squares', 'gradient'];

/** Code that reads four arrays and writes three of them, and computes next to nothing. */
function loopCode(workspace: Workspace, bytes: number): Uint8Array<ArrayBuffer> {
  const addresses = ARRAYS.map((name) => workspace.stateAddress(name) ?? 0);
  const run = new FunctionBuilder({ parameters: ['i32'], results: [] });
  const [steps] = run.parameters;
  const [step, place, read] = [run.local('i32'), run.local('i32'), run.local('v128')];
  if (!steps) throw new TypeError('memoryLoop: expected a parameter, got none.');
  run.loopUpTo(step, { from: 0, to: steps, step: 1 }, () => {
    run.loop(place, { from: 0, to: bytes, step: VECTOR }, () => {
      run.get(place).load('v128.load', addresses[3]).set(read);
      for (const address of addresses.slice(0, 3)) {
        run.get(place).get(place).load('v128.load', address);
        run.get(read).op('f32x4.add').store('v128.store', address);
      }
    });
  });
  const module = new ModuleBuilder();
  module.export('setup', module.add(new FunctionBuilder()));
  module.export('run', module.add(run));
  return module.encode({ bytes: workspace.end });
}

/** What an update of so many parameters can't be faster than, on this machine's memory: a yardstick. */
export const memoryLoop: Peer = {
  name: MEMORY_LOOP,
  start({ case: { work } }) {
    if (work.kind !== 'update') throw new UnsupportedCase('it is a yardstick for updates only');
    const shape = [work.parameters];
    const workspace = new Workspace(
      Object.fromEntries(ARRAYS.map((name) => [name, { shape, dtype: 'float32' }])),
    );
    const { run } = workspace.instantiate(compileModule(loopCode(workspace, 4 * work.parameters)));
    return { run, evaluate: () => [] };
  },
  version: () => `Node ${process.versions.node}`,
};
