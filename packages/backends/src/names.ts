export { BACKEND_NAMES, type BackendName, parseBackendName } from './backendNames.ts';
