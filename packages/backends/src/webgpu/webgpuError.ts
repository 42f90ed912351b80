import { LosskitError } from '@losskit/errors';

/** The command that installs what the backend consists of. */
export const INSTALL_COMMAND = 'npm install webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0';

/** WebGPU does not run here. @param got - What was found instead, as a phrase. */
export function unavailable(wanted: string, got: string, remedy: string, cause?: unknown): LosskitError {
  return new LosskitError(
    'backend-unavailable',
    `backend webgpu: expected ${wanted}, got ${got}; ${remedy}.`,
    {},
    cause === undefined ? {} : { cause },
  );
}

/** The graphics card went away while it was used: it was unplugged, reset, or its driver stopped. */
export function deviceLost({ message }: Pick<GPUDeviceLostInfo, 'message'>): LosskitError {
  const said = message.trim().split('\n')[0] || 'no reason';
  return new LosskitError(
    'device-lost',
    `backend webgpu: expected the graphics device to stay, got lost (${said}); 'losskit train' goes on from the last checkpoint with --resume, 'losskit compare' by the same command.`,
  );
}

/** The device refused or failed an operation. Whatever was computed since is not to be trusted. */
export function deviceFailed(error: GPUError): LosskitError {
  const said = error.message.trim().split('\n')[0] || 'no reason';
  return new LosskitError(
    'device-failed',
    `backend webgpu: expected the graphics device to compute, got ${error.constructor.name}: ${said}; use --backend wasm or cpu.`,
    {},
    { cause: error },
  );
}
