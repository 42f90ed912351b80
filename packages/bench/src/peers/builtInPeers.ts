import { COMPILED, COMPILED_FUSED, COMPILED_TRAIN, COMPILED_TWO_THREADS } from '../cases/peerNames.ts';
import type { Peer } from '../protocol/Peer.ts';
import { bareTfjs } from './bareTfjs.ts';
import { handLoop } from './handLoop.ts';
import { layersModelFit } from './layersModelFit.ts';
import { losskitCompiled } from './losskitCompiled.ts';
import { losskitStep } from './losskitStep.ts';
import { losskitTrain } from './losskitTrain.ts';
import { memoryLoop, rootLoop } from './memoryLoop.ts';

/** The peers that need nothing beside losskit. */
export const BUILT_IN_PEERS: readonly Peer[] = [
  losskitCompiled(COMPILED),
  losskitCompiled(COMPILED_FUSED, { fusedMultiplyAdd: true }),
  losskitCompiled(COMPILED_TWO_THREADS, { threads: 2 }),
  losskitTrain(COMPILED_TRAIN, 'wasm', 'require'),
  losskitTrain('losskit train wasm', 'wasm', 'off'),
  losskitTrain('losskit train webgpu', 'webgpu', 'off'),
  losskitStep('wasm'),
  losskitStep('cpu'),
  losskitStep('native'),
  losskitStep('webgpu'),
  handLoop,
  memoryLoop,
  rootLoop,
  bareTfjs('wasm'),
  bareTfjs('cpu'),
  bareTfjs('native'),
  layersModelFit('wasm'),
  layersModelFit('native'),
];
