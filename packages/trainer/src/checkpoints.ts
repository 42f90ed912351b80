export {
  type AcceptedChanges,
  type Checkpoint,
  type IdentityChange,
  identityChanges,
  type RunIdentity,
} from './checkpoints/Checkpoint.ts';
export { type CheckpointFolder, openCheckpointFolder } from './checkpoints/CheckpointFolder.ts';
export type { CheckpointKind } from './checkpoints/checkpointName.ts';
export { encodeCheckpoint } from './checkpoints/encodeCheckpoint.ts';
export { type FoundCheckpoint, findCheckpoint } from './checkpoints/findCheckpoint.ts';
export { type FolderLock, type LockHolder, lockFolder, type Processes } from './checkpoints/lockFolder.ts';
export { readCheckpoint } from './checkpoints/readCheckpoint.ts';
export { readSafetensors } from './checkpoints/safetensors/readSafetensors.ts';
export type { Safetensors, SafetensorsType, StoredTensor } from './checkpoints/safetensors/Safetensors.ts';
export { writeSafetensors } from './checkpoints/safetensors/writeSafetensors.ts';
export { weightsFile } from './checkpoints/weightsFile.ts';
