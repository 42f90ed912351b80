import { join } from 'node:path';

import { fileDigest } from './fileDigest.ts';
import type { InstallContext } from './InstallProgress.ts';
import { installError } from './installError.ts';
import { downloadFromIndex } from './packageIndex.ts';
import { downloadByPip, findPip } from './pip.ts';
import type { Wheel } from './wheel.ts';

const MEGA = 1e6;

/** What to do where the wheel cannot be had: it can be loaded anywhere else. */
function byHand({ file, bytes }: Wheel): string {
  return `or download ${file} (${Math.round(bytes / MEGA)} MB) elsewhere and name it with --from`;
}

/** Refuses a file that is not, byte for byte, the pinned wheel. */
export async function checkWheelDigest(wheel: Wheel, file: string, signal: AbortSignal): Promise<void> {
  const digest = await fileDigest(file, signal);
  if (digest === wheel.sha256) return;
  throw installError(
    'file-corrupt',
    `expected ${wheel.file} to have the sha256 ${wheel.sha256}, got ${digest}; download it again.`,
  );
}

/**
 * Gets the pinned wheel from the user's Python package index: by pip, else by HTTP from `PIP_INDEX_URL`.
 *
 * @returns The file, whose sha256 is right.
 * @throws LosskitError `backend-unavailable` without a way to get it, `file-corrupt` when it is another file.
 */
export async function fetchWheel(wheel: Wheel, folder: string, context: InstallContext): Promise<string> {
  const { signal } = context;
  const file = join(folder, wheel.file);
  const python = await findPip(signal);
  const index = process.env.PIP_INDEX_URL;
  if (python === undefined && !index) {
    throw installError(
      'backend-unavailable',
      `expected Python's pip to download ${wheel.project}, got none; install it with your system's package manager ` +
        `(python3 and python3-pip), set PIP_INDEX_URL to a Python package index, ${byHand(wheel)}.`,
    );
  }
  const problem =
    python === undefined
      ? await downloadFromIndex(index ?? '', wheel, file, context)
      : await downloadByPip(python, wheel, folder, context);
  signal.throwIfAborted();
  if (problem !== undefined) {
    throw installError(
      'backend-unavailable',
      `expected ${wheel.project} ${wheel.version} from the Python package index, got: ${problem.replace(/\.$/, '')}; ` +
        `check the network and the proxy, ${byHand(wheel)}.`,
    );
  }
  await checkWheelDigest(wheel, file, signal);
  return file;
}
