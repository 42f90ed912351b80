import type { LossDeclaration } from '@losskit/losses/contract';

/** A declaration as JSON can hold it: where an option is one of several functions, their names. */
export function plainDeclaration(declaration: LossDeclaration): object {
  const options = Object.entries(declaration.options).map(([name, option]) => [
    name,
    option.kind === 'function' ? { ...option, named: Object.keys(option.named) } : option,
  ]);
  return { ...declaration, options: Object.fromEntries(options) };
}
