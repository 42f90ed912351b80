import { expected, LosskitError } from '@losskit/errors';
import type { Tuning } from '@losskit/study';

import { parseSingleLoss } from './parseSingleLoss.ts';

const FORM = /^([^:=]+)\.([^.=]+)=(.+)$/s;

function wrong(what: string, text: string): LosskitError {
  return new LosskitError('option-invalid', expected('--tune', what, text));
}

/**
 * Reads `huber.delta=0.05,0.2,1` and adds it to what was read before it.
 *
 * @throws LosskitError `name-unknown` or `option-invalid`, with the nearest name of a loss or of an option.
 */
export function addTuning(text: string, before: Tuning = {}): Tuning {
  const [, alias, option, list] = FORM.exec(text)?.map((part) => part.trim()) ?? [];
  if (alias === undefined || option === undefined || list === undefined) {
    throw wrong('<loss>.<option>=<value>,<value>, such as huber.delta=0.05,0.2,1', text);
  }
  // Each value is read as in the text of a loss, whose declaration knows what it may be.
  const losses = list.split(',').map((value) => parseSingleLoss('--tune', `${alias}:${option}=${value}`));
  const values = losses.map(({ preset }) => Object.values(preset)[0]);
  const numbers = values.filter((value) => typeof value === 'number');
  const [loss] = losses;
  if (loss === undefined || numbers.length < values.length) {
    throw wrong('an option whose values are numbers', text);
  }
  const { name } = loss.declaration;
  const others = before[name] ?? {};
  if (option in others) throw wrong(`${name}.${option} once`, text);
  return { ...before, [name]: { ...others, [option]: numbers } };
}
