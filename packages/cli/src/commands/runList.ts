import { type AnyLoss, describeRange, type OptionDeclaration } from '@losskit/losses/contract';
import { allLosses } from '@losskit/losses/registry';

import { filterLosses } from '../losses/filterLosses.ts';
import { fittingKinds } from '../losses/fittingKinds.ts';
import { plainLoss } from '../losses/plainLoss.ts';
import { colours } from '../output/colours.ts';
import { fitTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { note } from '../output/note.ts';
import { terminalWidth } from '../output/terminalWidth.ts';

export interface ListOptions {
  readonly for?: readonly string[];
  readonly json?: boolean;
}

function formatOption(name: string, option: OptionDeclaration): string {
  switch (option.kind) {
    case 'number':
      return `${name}=${option.default} (${describeRange(name, option)})`;
    case 'optional number':
      return `${name} (${describeRange(name, option)})`;
    case 'tensor':
      return name;
    case 'boolean':
      return `${name}=${option.default}`;
    case 'function':
      return `${name}=${option.default} (${Object.keys(option.named).join(', ')})`;
  }
}

function formatKinds({ declaration }: AnyLoss): string {
  return declaration.family === 'penalty' ? 'added with +' : fittingKinds(declaration).join(', ');
}

const HEAD = ['loss', 'targets', 'also known as', 'inputs', 'options'];

/** Columns that a narrow terminal keeps. */
const MIN_COLUMNS = 2;

function formatList(losses: readonly AnyLoss[], width: number): string {
  const families = [...new Set(losses.map(({ declaration }) => declaration.family))];
  return families
    .map((family) => {
      const rows = losses
        .filter(({ declaration }) => declaration.family === family)
        .map((loss) => [
          loss.declaration.name,
          formatKinds(loss),
          loss.declaration.aliases.join(', '),
          loss.declaration.layout.inputs.map(({ name }) => name).join(', '),
          Object.entries(loss.declaration.options)
            .map(([name, option]) => formatOption(name, option))
            .join(', '),
        ]);
      return `${colours.bold(family)}\n${fitTable(HEAD, rows, width, MIN_COLUMNS)}`;
    })
    .join('\n\n');
}

export function runList({ for: words = [], json }: ListOptions): void {
  const losses = filterLosses('--for', words, allLosses);
  if (losses.length === 0) note(`No loss is of all of these: ${words.join(', ')}.`);
  if (losses.length === 0 && !json) return;
  process.stdout.write(json ? jsonLine(losses.map(plainLoss)) : `${formatList(losses, terminalWidth())}\n`);
}
