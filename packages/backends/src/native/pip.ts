import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { InstallContext } from './InstallProgress.ts';
import { lastLine, runProgram } from './runProgram.ts';
import type { Wheel } from './wheel.ts';

const PIP = ['-m', 'pip', '--disable-pip-version-check', '--no-input'];
const POLL_MILLISECONDS = 250;

/** Python with pip: `python3`, else `python`; undefined where neither has it. */
export async function findPip(signal: AbortSignal): Promise<string | undefined> {
  for (const python of ['python3', 'python']) {
    const { code } = await runProgram(python, [...PIP, '--version'], { signal });
    if (code === 0) return python;
  }
  return undefined;
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/**
 * Downloads a wheel into a folder by pip, which knows the user's index, credentials, proxy and certificates.
 *
 * @returns undefined when done, else why not, in pip's words.
 */
export async function downloadByPip(
  python: string,
  wheel: Wheel,
  folder: string,
  { signal, onProgress }: InstallContext,
): Promise<string | undefined> {
  const step = `downloading ${wheel.project} ${wheel.version} by pip`;
  const report = async () => {
    const done = Math.min(await folderBytes(folder), wheel.bytes);
    onProgress({ step, bytes: { done, total: wheel.bytes } });
  };
  onProgress({ step, bytes: { done: 0, total: wheel.bytes } });
  const timer = setInterval(() => void report(), POLL_MILLISECONDS);
  const words = [
    ...[
      'download',
      '--no-deps',
      '--no-cache-dir',
      '--only-binary=:all:',
      '--progress-bar=off',
      '--retries=2',
    ],
    ...['--implementation=cp', '--python-version=311', '--abi=cp311', `--platform=${wheel.platform}`],
    ...['--dest', folder, `${wheel.project}==${wheel.version}`],
  ];
  // pip loads into the temporary folder first; inside ours it is counted, and removed with it.
  const { code, reason, stderr } = await runProgram(python, [...PIP, ...words], {
    signal,
    environment: { TMPDIR: folder },
  }).finally(() => clearInterval(timer));
  if (code === 0) return undefined;
  const errors = stderr.split('\n').filter((line) => line.startsWith('ERROR:'));
  return errors.at(-1)?.replace('ERROR: ', '') ?? (lastLine(stderr) || reason);
}
