export { type BackendStatus, describeBackends } from './describeBackends.ts';
export { describeEngine, type Engine } from './describeEngine.ts';
export { installGradients } from './gradients/installGradients.ts';
export { type Fix, installedFixes } from './installedFixes.ts';
export { prepareNative } from './native/prepareNative.ts';
export {
  BACKEND_NAMES,
  type BackendName,
  type PreparedBackend,
  parseBackendName,
  prepareBackend,
  type Workload,
} from './prepareBackend.ts';
export { STANDARD_STEPS, type StandardStep, type StepRunner, timeStep } from './standardSteps.ts';
