import { installError } from './installError.ts';
import { runProgram } from './runProgram.ts';

/** What to type for a C++ compiler. */
function advice(): string {
  return process.platform === 'darwin'
    ? 'install one with: xcode-select --install'
    : "install one with your system's package manager, for example: apt-get install g++";
}

/**
 * Finds the C++ compiler: `CXX`, else the usual names.
 *
 * @throws LosskitError `backend-unavailable`, with what to install.
 */
export async function findCompiler(signal?: AbortSignal): Promise<string> {
  const candidates = process.env.CXX ? [process.env.CXX] : ['c++', 'g++', 'clang++'];
  for (const candidate of candidates) {
    const { code } = await runProgram(candidate, ['--version'], signal ? { signal } : {});
    if (code === 0) return candidate;
  }
  signal?.throwIfAborted();
  throw installError(
    'backend-unavailable',
    `expected a C++ compiler (${candidates.join(', ')}), got none; ${advice()}.`,
  );
}
