import { type ErrorCode, isArgumentError, LosskitError, withNearestName } from '@losskit/errors';

import type { AnyLoss } from '../contract/declaration.ts';
import type { OptionDeclaration } from '../contract/optionDeclarations.ts';
import { findLoss } from '../registry.ts';
import { type LossExpression, type LossTerm, lossExpression } from './lossExpression.ts';
import { nameOfLoss } from './nameOfLoss.ts';

/**
 * Between losses and penalties, of which each begins with a name or a weight; not the sign of an exponent or of a number, as in `1e+21`
 * and `+Infinity`.
 */
const PLUS = /(?<![=/]|\d\.?e)\+(?=\s*(?:[a-z]|[\d.]+(?:e[+-]?\d+)?\s*\*))/i;

/** A weight before a loss, as in `0.5*dice`. */
const WEIGHTED = /^([^:*]*)\*(.*)$/s;

/** What the text asks for is an argument to the loss, but to the one who typed it a setting. */
function refusedAs<Result>(code: ErrorCode, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new LosskitError(code, error.message, {}, { cause: error });
  }
}

/** The value that an option takes; what is not of its kind stays text, which the loss refuses. */
function optionValue(declared: OptionDeclaration | undefined, text: string): unknown {
  switch (declared?.kind) {
    case 'number':
    case 'optional number':
      return Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'tensor': {
      const parts = text.split('/').map((part) => part.trim());
      return parts.some((part) => part === '' || Number.isNaN(Number(part))) ? text : parts.map(Number);
    }
    default:
      return text;
  }
}

function parseOption(where: string, known: readonly string[], text: string): readonly [string, string] {
  const at = text.indexOf('=');
  const [name, value] = [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()];
  if (name === '' || value === '') {
    throw new LosskitError('option-invalid', `${where}: expected name=value, got '${text.trim()}'.`);
  }
  if (known.includes(name)) return [name, value];
  throw new LosskitError(
    'option-invalid',
    `${where}: expected an option out of ${known.join(', ')}, got ${withNearestName(name, known)}.`,
  );
}

function parsePart(text: string): AnyLoss {
  const at = text.indexOf(':');
  const name = (at < 0 ? text : text.slice(0, at)).trim();
  const loss = refusedAs('name-unknown', () => findLoss(name));
  if (at < 0) return loss;
  const { name: where, options } = loss.declaration;
  const known = [...Object.keys(options), 'reduction'];
  const given = new Map<string, unknown>();
  for (const part of text.slice(at + 1).split(',')) {
    const [option, value] = parseOption(where, known, part);
    if (given.has(option)) {
      throw new LosskitError('option-invalid', `${where}: expected ${option} once, got it twice.`);
    }
    given.set(option, optionValue(options[option], value));
  }
  return refusedAs('option-invalid', () => loss.with(Object.fromEntries(given)));
}

function parseTerm(text: string): LossTerm {
  const [, factor, name = text] = WEIGHTED.exec(text) ?? [];
  const loss = parsePart(name);
  if (factor === undefined) return { weight: 1, loss };
  const weight = factor.trim() === '' ? Number.NaN : Number(factor);
  if (weight > 0 && Number.isFinite(weight)) return { weight, loss };
  throw new LosskitError(
    'option-invalid',
    `${loss.declaration.name}: expected a finite number above 0 as weight, got '${factor.trim()}'.`,
  );
}

function isPenalty({ loss }: LossTerm): boolean {
  return loss.declaration.family === 'penalty';
}

/**
 * Reads a loss as one types it: `huber`, with options `barron:alpha=-2,scale=3`, with penalties on the
 * parameters `crossEntropy:labelSmoothing=0.1+l2Penalty:lambda=0.001`, or several with weights
 * `0.5*dice+0.5*crossEntropy`.
 *
 * Names may be aliases, written as other libraries do: `0.5*dice_loss+0.5*nn.CrossEntropyLoss`, `smooth-l1`, `cross entropy`; behind
 * a `+` they begin with a letter from a to z. Values are numbers (`Infinity` too), `true` and `false`, rows of numbers `1/2/3`, and
 * functions by their name.
 *
 * @throws LosskitError `name-unknown` or `option-invalid`, in one sentence with the nearest name.
 * @example
 * ```ts
 * parseLoss('mae+ridge:lambda=0.1').name; // 'meanAbsoluteError+l2Penalty:lambda=0.1'
 * ```
 */
export function parseLoss(text: string): LossExpression {
  const [first, ...rest] = text.split(PLUS).map(parseTerm);
  if (!first) throw new LosskitError('name-unknown', `losses: expected the name of a loss, got '${text}'.`);
  const penalties = rest.filter(isPenalty);
  const weighted = penalties.find(({ weight }) => weight !== 1);
  if (weighted) {
    const { name } = weighted.loss.declaration;
    throw new LosskitError(
      'option-invalid',
      `${name}: expected lambda to say how much it counts, as ${name}:lambda=${weighted.weight}, got a weight.`,
    );
  }
  const terms = [first, ...rest.filter((term) => !isPenalty(term))];
  const names = terms.map(({ loss }) => nameOfLoss(loss));
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    throw new LosskitError(
      'option-invalid',
      `${twice}: expected each loss once, with its weight, got it twice.`,
    );
  }
  return lossExpression(
    terms,
    penalties.map(({ loss }) => loss),
  );
}
