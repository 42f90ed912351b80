import type { Backend } from './Backend.ts';
import { type BackendName, unknownBackend } from './backendNames.ts';
import { cpu } from './cpu.ts';
import { native } from './native.ts';
import type { Workload } from './Workload.ts';
import { wasm } from './wasm.ts';
import { webgpu } from './webgpu.ts';

/** Every backend, from the slowest to the fastest. */
export const BACKENDS = [cpu, wasm, native, webgpu] as const satisfies readonly (Backend & {
  readonly name: BackendName;
})[];

/**
 * Backends that `auto` tries for a workload, fastest first (measured: see docs/explanation/backends.md). Steps that are compiled, which is
 * on wasm, are faster than native ones, but for the largest.
 */
export const PREFERENCES: Readonly<Record<Workload, readonly AnyBackend[]>> = {
  tiny: [cpu],
  dense: [wasm, native, cpu],
  convolution: [wasm, native, cpu],
  large: [webgpu, native, wasm, cpu],
};

/** One of {@link BACKENDS}. */
export type AnyBackend = (typeof BACKENDS)[number];

/** @throws LosskitError `name-unknown` with the nearest name. */
export function findBackend(name: string): AnyBackend {
  const found = BACKENDS.find((backend) => backend.name === name);
  if (found === undefined) throw unknownBackend(name);
  return found;
}
