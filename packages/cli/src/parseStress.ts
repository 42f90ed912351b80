import { describeValue, isArgumentError, LosskitError } from '@losskit/errors';
import type { StressLevels } from '@losskit/study';
import { checkedStress, type Stress } from '@losskit/tasks';

const FORM = 'a way and its levels, such as outliers=0,.05,.2';

function wrong(what: string, got: string): LosskitError {
  return new LosskitError('option-invalid', `--stress: expected ${what}, got ${got}.`);
}

function readLevels(text: string): readonly Stress[] {
  const [name = '', levels] = text.split('=');
  if (name === '' || levels === undefined || levels === '') throw wrong(FORM, describeValue(text));
  return levels.split(',').map((level) => {
    const number = level.trim() === '' ? Number.NaN : Number(level);
    if (Number.isNaN(number)) throw wrong(`numbers as levels of ${name}`, describeValue(level));
    try {
      return checkedStress('--stress', name, number);
    } catch (error) {
      if (isArgumentError(error))
        throw new LosskitError('option-invalid', error.message, {}, { cause: error });
      throw error;
    }
  });
}

/** `outliers=0,.05,.2`, `label-noise=0,.4` as levels by the way. @throws LosskitError `option-invalid`. */
export function parseStress(texts: readonly string[]): StressLevels {
  const levels: Partial<Record<Stress['kind'], readonly number[]>> = {};
  for (const text of texts) {
    const stresses = readLevels(text);
    const [first] = stresses;
    if (!first) continue;
    if (levels[first.kind]) throw wrong(`${first.kind} once`, `${describeValue(text)} as well`);
    levels[first.kind] = stresses.map(({ level }) => level);
  }
  return levels;
}
