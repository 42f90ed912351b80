import { LosskitError, withNearestName } from '@losskit/errors';

/** What a user may ask for. */
export const BACKEND_NAMES = ['auto', 'cpu', 'wasm', 'native', 'webgpu'] as const;

export type BackendName = (typeof BACKEND_NAMES)[number];

export function unknownBackend(name: string): LosskitError {
  const list = BACKEND_NAMES.join(', ');
  const got = withNearestName(name, BACKEND_NAMES);
  return new LosskitError('name-unknown', `backend: expected one of ${list}, got ${got}.`);
}

/** Turns a user's word into a backend name. @throws LosskitError `name-unknown` with the nearest name. */
export function parseBackendName(name: string): BackendName {
  const found = BACKEND_NAMES.find((candidate) => candidate === name);
  if (found === undefined) throw unknownBackend(name);
  return found;
}
