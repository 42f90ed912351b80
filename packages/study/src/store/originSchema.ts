import type { DataOrigin } from '@losskit/tasks';
import { z } from 'zod';

const text = z.string();
const count = z.number().int().nonnegative();

/** Where the data of a task are from, as a comparison's file says it. */
export const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embedded'), description: text }),
  z.object({
    kind: z.literal('package'),
    package: text,
    version: text,
    file: text,
    sha256: text,
    description: text,
    licence: text,
    rows: count,
  }),
  z.object({ kind: z.literal('own'), description: text, sha256: text }),
  z.object({ kind: z.literal('csv'), file: text, sha256: text, rows: count }),
  z.object({ kind: z.literal('folder'), folder: text, sha256: text, pictures: count }),
]) satisfies z.ZodType<DataOrigin>;
