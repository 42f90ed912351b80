import type { ControlValue } from './optionControls.ts';

function literal(value: ControlValue): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** The call of a loss in code: `huber(yTrue, yPred, { delta: 2 })`. */
export function callText(
  name: string,
  inputs: readonly string[],
  options: Readonly<Record<string, ControlValue>>,
): string {
  const given = Object.entries(options).map(([option, value]) => `${option}: ${literal(value)}`);
  return `${name}(${[...inputs, ...(given.length > 0 ? [`{ ${given.join(', ')} }`] : [])].join(', ')})`;
}
