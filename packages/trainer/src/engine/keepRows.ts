import type { Numbers, ResidentRows, Workspace } from '@losskit/compiler';
import { mapNamed } from '../model/NamedTensors.ts';
import { partsOf } from './batchParts.ts';
import type { KeptRows, RowBatches } from './RowBatches.ts';

/** Larger data sets are not copied into the memory of the programs; their batches are. */
const MOST_ROW_BYTES = 2 ** 28;

function isRows(part: KeptRows | Readonly<Record<string, KeptRows>>): part is KeptRows {
  return ArrayBuffer.isView(part.values);
}

/** Numbers as a batch's tensor has them: doubles as floats. */
function numbersOf({ values }: KeptRows): Numbers {
  return values instanceof Float64Array ? Float32Array.from(values) : values;
}

/** The rows of a source by the part of a batch; undefined where they are too many. */
export function rowsToKeep(source: RowBatches | undefined): Readonly<Record<string, KeptRows>> | undefined {
  if (!source) return undefined;
  const { inputs, targets, weights } = source;
  const parts = partsOf<KeptRows>({ inputs, targets, weights }, isRows);
  const bytes = Object.values(parts).reduce((sum, { values }) => sum + values.byteLength, 0);
  return bytes <= MOST_ROW_BYTES ? parts : undefined;
}

/** Copies rows into the memory of programs, which take those of a batch from there. */
export function keepRows(
  workspace: Workspace,
  parts: Readonly<Record<string, KeptRows>>,
): Record<string, ResidentRows> {
  return mapNamed(parts, (rows) => {
    const rowSize = rows.rowShape.reduce((product, size) => product * size, 1);
    return workspace.addRows(numbersOf(rows), rowSize);
  });
}
