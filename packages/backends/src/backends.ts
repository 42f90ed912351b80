import { LosskitError, withNearestName } from '@losskit/errors';

import { cpu } from './cpu.ts';
import { native } from './native.ts';
import type { Workload } from './Workload.ts';
import { wasm } from './wasm.ts';

/** Every backend, from the slowest to the fastest. */
export const BACKENDS = [cpu, wasm, native] as const;

/** Backends that `auto` tries for a workload, fastest first (measured: see the package's README). */
export const PREFERENCES: Readonly<Record<Workload, readonly AnyBackend[]>> = {
  tiny: [cpu],
  dense: [native, wasm, cpu],
  convolution: [native, wasm, cpu],
};

/** One of {@link BACKENDS}. */
export type AnyBackend = (typeof BACKENDS)[number];

/** What a user may ask for. */
export type BackendName = 'auto' | AnyBackend['name'];

export const BACKEND_NAMES: readonly BackendName[] = ['auto', ...BACKENDS.map(({ name }) => name)];

function unknownName(name: string): LosskitError {
  const list = BACKEND_NAMES.join(', ');
  const got = withNearestName(name, BACKEND_NAMES);
  return new LosskitError('name-unknown', `backend: expected one of ${list}, got ${got}.`);
}

/** Turns a user's word into a backend name. @throws LosskitError `name-unknown` with the nearest name. */
export function parseBackendName(name: string): BackendName {
  const found = BACKEND_NAMES.find((candidate) => candidate === name);
  if (found === undefined) throw unknownName(name);
  return found;
}

/** @throws LosskitError `name-unknown` with the nearest name. */
export function findBackend(name: string): AnyBackend {
  const found = BACKENDS.find((backend) => backend.name === name);
  if (found === undefined) throw unknownName(name);
  return found;
}
