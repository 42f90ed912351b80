export { type Fault, type FaultFileSystem, failEveryOperation, faultFileSystem } from './faultFileSystem.ts';
