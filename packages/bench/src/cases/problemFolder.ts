import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Case } from './Case.ts';
import type { NamedValues } from './NamedValues.ts';
import type { Problem } from './problem.ts';

/** What `problem.json` says: the case, and where each tensor stands in `values.f32`, counted in numbers. */
interface Description {
  readonly case: Case;
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly begin: number;
  }[];
}

/** Writes a problem for peers in other processes and languages: `problem.json`, and its float32 numbers as they are. */
export async function writeProblem(folder: string, problem: Problem): Promise<void> {
  await mkdir(folder, { recursive: true });
  let begin = 0;
  const tensors = problem.tensors.map(({ name, shape, values }) => {
    const described = { name, shape, begin };
    begin += values.length;
    return described;
  });
  const values = new Float32Array(begin);
  problem.tensors.forEach((tensor, index) => {
    values.set(tensor.values, tensors[index]?.begin);
  });
  const description: Description = { case: problem.case, tensors };
  await writeFile(join(folder, 'values.f32'), new Uint8Array(values.buffer));
  await writeFile(join(folder, 'problem.json'), JSON.stringify(description));
}

/** Reads what {@link writeProblem} wrote. */
export async function readProblem(folder: string): Promise<Problem> {
  const description: Description = JSON.parse(await readFile(join(folder, 'problem.json'), 'utf8'));
  const bytes = await readFile(join(folder, 'values.f32'));
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const tensors: NamedValues[] = description.tensors.map(({ name, shape, begin }, index) => ({
    name,
    shape,
    values: values.subarray(begin, description.tensors[index + 1]?.begin ?? values.length),
  }));
  return { case: description.case, tensors };
}
