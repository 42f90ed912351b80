import type { LossChoice } from './losses.ts';
import { readLossText } from './lossText.ts';

/** Whether a loss, as the command line writes it, is among the choices, with options that its sliders have. */
export function isOffered(text: string, choices: readonly LossChoice[]): boolean {
  const { name, options } = readLossText(text);
  const choice = choices.find((one) => one.name === name);
  if (!choice) return false;
  return Object.entries(options).every(([key, value]) =>
    choice.options.some((range) => range.name === key && value >= range.low && value <= range.high),
  );
}
