import { describeRange, type LossDeclaration, type OptionDeclaration } from '@losskit/losses/contract';
import { allLosses } from '@losskit/losses/registry';
import { fitsTask } from '@losskit/study';
import { Command } from 'commander';

import { colours } from '../output/colours.ts';
import { fitTable } from '../output/formatTable.ts';
import { plainDeclaration } from '../output/plainDeclaration.ts';
import { terminalWidth } from '../output/terminalWidth.ts';

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

function tasksOf(declaration: LossDeclaration): string {
  const loss = allLosses.find((one) => one.declaration === declaration);
  if (!loss || declaration.family === 'penalty') return 'added with +';
  const expression = { name: declaration.name, loss, penalties: [] };
  const kinds = { linear: 'regression', fruit: 'classification' } as const;
  return Object.entries(kinds)
    .filter(([, kind]) => fitsTask(expression, kind))
    .map(([task]) => task)
    .join(', ');
}

const HEAD = ['loss', 'tasks', 'also known as', 'inputs', 'options'];

/** Columns that a narrow terminal keeps. */
const LEAST_COLUMNS = 2;

function formatList(declarations: readonly LossDeclaration[], width: number): string {
  const families = [...new Set(declarations.map(({ family }) => family))];
  return families
    .map((family) => {
      const rows = declarations
        .filter((declaration) => declaration.family === family)
        .map((declaration) => [
          declaration.name,
          tasksOf(declaration),
          declaration.aliases.join(', '),
          declaration.layout.inputs.map(({ name }) => name).join(', '),
          Object.entries(declaration.options)
            .map(([name, option]) => formatOption(name, option))
            .join(', '),
        ]);
      return `${colours.bold(family)}\n${fitTable(HEAD, rows, width, LEAST_COLUMNS)}`;
    })
    .join('\n\n');
}

/** `losskit list` */
export function listCommand(): Command {
  return new Command('list')
    .description('the losses, their inputs and options')
    .option('--json', 'print the declarations as one JSON array')
    .action(({ json }: { json?: boolean }) => {
      const declarations = allLosses.map(({ declaration }) => declaration);
      const width = terminalWidth();
      process.stdout.write(
        `${json ? JSON.stringify(declarations.map(plainDeclaration)) : formatList(declarations, width)}\n`,
      );
    });
}
