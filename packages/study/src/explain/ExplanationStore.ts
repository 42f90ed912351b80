import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type FileSystem, fileError, readWholeFile, writeWholeFile } from '@losskit/files';
import { z } from 'zod';

import { sha256 } from '../store/storedRun.ts';
import { toJson } from '../store/toJson.ts';
import { type Explanation, explanationSchema } from './Explanation.ts';

/** Explanations that were made, one file for each task: making one takes as long as several runs. */
export interface ExplanationStore {
  /** The explanation of a task under a key, or undefined where there is none that can be trusted. */
  find(task: string, key: string): Promise<Explanation | undefined>;
  save(task: string, key: string, explanation: Explanation): Promise<void>;
}

const fileSchema = z.strictObject({ key: z.string(), digest: z.string(), explanation: explanationSchema });

async function readText(path: string, files: FileSystem): Promise<string> {
  try {
    return new TextDecoder().decode(await readWholeFile(path, files));
  } catch (error) {
    if (error instanceof LosskitError) return '';
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Opens the explanations in a folder.
 *
 * @param context - All that they depend on beside their keys: versions, data, plans.
 */
export function explanationStore(folder: string, context: string, files: FileSystem): ExplanationStore {
  const where = join(folder, 'explanations');
  const pathOf = (task: string) => {
    const name = task.replace(/[^\w.+=-]+/g, '_').slice(0, 120);
    return join(where, `${name}-${sha256(task).slice(0, 12)}.json`);
  };
  const keyOf = (key: string) => sha256(JSON.stringify([context, key]));
  const digestOf = (explanation: Explanation) => sha256(JSON.stringify(explanation));
  return {
    async find(task, key) {
      const file = fileSchema.safeParse(parsed(await readText(pathOf(task), files))).data;
      const isUsable = file?.key === keyOf(key) && file.digest === digestOf(file.explanation);
      return isUsable ? file.explanation : undefined;
    },
    async save(task, key, explanation) {
      try {
        await files.makeFolder(where);
      } catch (cause) {
        throw fileError('file-unwritable', where, cause);
      }
      const text = toJson({ key: keyOf(key), digest: digestOf(explanation), explanation });
      await writeWholeFile(pathOf(task), text, files);
    },
  };
}
