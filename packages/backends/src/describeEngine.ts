import type { Engine } from './Backend.ts';
import { findBackend } from './backends.ts';
import type { PreparedBackend } from './prepareBackend.ts';

/** The engine of a backend that has been prepared. */
export async function describeEngine(name: PreparedBackend['name']): Promise<Engine> {
  return findBackend(name).describeEngine();
}
