import { createRequire } from 'node:module';
import { z } from 'zod';

import type { InstallContext } from './InstallProgress.ts';
import { installError } from './installError.ts';
import { lastLine, runProgram } from './runProgram.ts';

const answerSchema = z.union([z.object({ tensorflow: z.string() }), z.object({ problem: z.string() })]);

function answerOf(stdout: string): z.infer<typeof answerSchema> | undefined {
  try {
    return answerSchema.parse(JSON.parse(lastLine(stdout)));
  } catch {
    return undefined;
  }
}

/**
 * Runs a real training step in a process of its own, which a library that does not fit this machine may
 * crash.
 *
 * @returns The version of TensorFlow.
 * @throws LosskitError `backend-unavailable` when it does not run or computes something else than plain
 * JavaScript.
 */
export async function verifyInstallation(
  folder: string,
  { signal, onProgress }: InstallContext,
): Promise<string> {
  onProgress({ step: 'verifying with a training step' });
  const script = createRequire(import.meta.url).resolve('@losskit/backends/probe');
  const { reason, stdout, stderr } = await runProgram(process.execPath, [script, folder], { signal });
  signal.throwIfAborted();
  const answer = answerOf(stdout);
  if (answer && 'tensorflow' in answer) return answer.tensorflow;
  const problem = answer?.problem ?? `${reason}${stderr ? `: ${lastLine(stderr)}` : ''}`;
  throw installError(
    'backend-unavailable',
    `expected TensorFlow to train a step, got: ${problem.replace(/\.$/, '')}; nothing was installed, wasm works without.`,
  );
}
