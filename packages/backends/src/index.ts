export { type BackendStatus, describeBackends } from './describeBackends.ts';
export {
  BACKEND_NAMES,
  type BackendName,
  type PreparedBackend,
  parseBackendName,
  prepareBackend,
  type Workload,
} from './prepareBackend.ts';
