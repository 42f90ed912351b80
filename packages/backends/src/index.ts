export { type BackendStatus, describeBackends } from './describeBackends.ts';
export type { InstallProgress } from './native/InstallProgress.ts';
export { type InstalledNative, type InstallOptions, installNative } from './native/installNative.ts';
export { removeNative } from './native/removeNative.ts';
export {
  BACKEND_NAMES,
  type BackendName,
  type PreparedBackend,
  parseBackendName,
  prepareBackend,
  type Workload,
} from './prepareBackend.ts';
export { STANDARD_STEPS, type StandardStep, type StepRunner, timeStep } from './standardSteps.ts';
