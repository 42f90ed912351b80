import { LosskitError, withNearestName } from '@losskit/errors';
import type { AnyLoss, OptionDeclaration } from '@losskit/losses/contract';
import { findLoss } from '@losskit/losses/registry';

import { refusalAs } from '../refusalAs.ts';

/** A loss with the options that a user typed, and how to call it in a legend. */
export interface LabelledLoss {
  readonly label: string;
  readonly loss: AnyLoss;
}

/** An option's name and value as typed: `['delta', '0.5']`. */
export type TypedOption = readonly [name: string, value: string];

/** Splits `delta=0.5`. */
export function parseTypedOption(where: string, text: string): TypedOption {
  const [name = '', ...rest] = text.split('=');
  if (name === '' || rest.length === 0 || rest.join('=') === '') {
    throw new LosskitError('option-invalid', `${where}: expected name=value, got '${text}'.`);
  }
  return [name, rest.join('=')];
}

/** The value that an option takes; what is not of its kind stays text, which the loss refuses. */
function optionValue(declared: OptionDeclaration | undefined, text: string): unknown {
  switch (declared?.kind) {
    case 'number':
    case 'optional number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'tensor': {
      const numbers = text.split('/').map(Number);
      return numbers.some(Number.isNaN) ? text : numbers;
    }
    default:
      return text;
  }
}

/**
 * Reads a loss as `losskit plot` takes it: `huber`, or with options `huber:delta=0.5` and `barron:alpha=-2,scale=3`.
 *
 * @param more - Options from elsewhere that the loss is to have as well.
 * @throws LosskitError `name-unknown` or `option-invalid`.
 */
export function parseLossWithOptions(text: string, more: readonly TypedOption[] = []): LabelledLoss {
  const [name = '', ...rest] = text.split(':');
  const loss = refusalAs('name-unknown', 'losses', () => findLoss(name));
  const { name: where, options } = loss.declaration;
  const typed = rest.flatMap((part) => part.split(',')).map((part) => parseTypedOption(where, part));
  const all = [...typed, ...more];
  const names = Object.keys(options);
  for (const [option] of all) {
    if (names.includes(option)) continue;
    const known = names.length > 0 ? `an option out of ${names.join(', ')}` : 'no option';
    throw new LosskitError(
      'option-invalid',
      `${where}: expected ${known}, got ${withNearestName(option, names)}.`,
    );
  }
  const given = Object.fromEntries(
    all.map(([option, value]) => [option, optionValue(options[option], value)]),
  );
  return {
    label: [where, ...all.map(([option, value]) => `${option} ${value}`)].join(', '),
    loss: refusalAs('option-invalid', where, () => loss.with(given)),
  };
}
