import type { AnyLoss, NumberOption, OptionalNumberOption } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { assertThrows, type Check } from './Check.ts';
import { blockTensors } from './lossBlocks.ts';
import { ROWS, sampleBlocks } from './lossSample.ts';

function valuesOutside({
  above,
  atLeast,
  below,
  atMost,
  integer,
  infinite,
}: NumberOption | OptionalNumberOption): number[] {
  return [
    Number.NaN,
    ...(infinite ? [] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
    ...(above === undefined ? [] : [above, above - 1]),
    ...(atLeast === undefined ? [] : [atLeast - 1e-3]),
    ...(below === undefined ? [] : [below, below + 1]),
    ...(atMost === undefined ? [] : [atMost + 1e-3]),
    ...(integer ? [0.5] : []),
  ];
}

/** Wrong calls: each is refused with one sentence that names the loss, what was expected and what came. */
export function refusalChecks(loss: AnyLoss): Check[] {
  const { name, layout, options, target } = loss.declaration;
  const inputNames = layout.inputs.map((input) => input.name);
  const sentence = (text: string) => new RegExp(`^${name}: expected .*${text}.*\\.$`);
  const sample = () => blockTensors(loss.declaration, sampleBlocks(loss), [ROWS], 'ids');
  const refuse = (
    what: string,
    type: typeof TypeError | typeof RangeError,
    text: string,
    call: (inputs: tf.Tensor[]) => unknown,
  ) => assertThrows(what, () => tf.tidy(() => void call(sample())), type, sentence(text));

  const checks: Check[] = [
    {
      name: 'refuses arrays, missing inputs and tensors of strings or booleans by the name of the input',
      run: () => {
        inputNames.forEach((input, index) => {
          const replaced = (inputs: tf.Tensor[], value: unknown) =>
            inputs.map((x, i) => (i === index ? value : x));
          refuse('array', TypeError, `${input} to be a tensor, got \\[1,2\\]`, (x) =>
            loss.evaluate(replaced(x, [1, 2])),
          );
          refuse('nothing', TypeError, `${input} to be a tensor, got undefined`, (x) =>
            loss.evaluate(x.slice(0, index)),
          );
          refuse('strings', TypeError, `${input} of dtype .*, got string`, (x) =>
            loss.evaluate(
              replaced(x, tf.tensor(Array(x[index]?.size ?? 0).fill('a'), x[index]?.shape, 'string')),
            ),
          );
          refuse('booleans', TypeError, `${input} of dtype .*, got bool`, (x) =>
            loss.evaluate(replaced(x, tf.cast(x[index] ?? tf.scalar(1), 'bool'))),
          );
        });
      },
    },
    {
      name: 'refuses an option that it does not know and offers the nearest name',
      run: () => {
        refuse('typo', RangeError, "got 'reducton' \\(did you mean 'reduction'\\?\\)", (x) =>
          loss.evaluate(x, { reducton: 'sum' }),
        );
        refuse('not an object', TypeError, 'an options object after .*, got 1', (x) =>
          loss.evaluate(x, Object(1).valueOf()),
        );
      },
    },
    {
      name: 'refuses a reduction that does not exist',
      run: () =>
        refuse('reduction', RangeError, "reduction 'mean', 'sum' or 'none', got 'average'", (x) =>
          loss.evaluate(x, { reduction: 'average' }),
        ),
    },
    {
      name: 'refuses weights and masks that would enlarge the loss',
      run: () => {
        const of = layout.grouped ? 'the rows' : 'the unreduced loss';
        for (const option of ['weights', 'mask']) {
          const text = `${option} broadcastable to ${of} \\[${ROWS}\\], got`;
          refuse('longer', RangeError, `${text} \\[13\\]`, (x) =>
            loss.evaluate(x, { [option]: tf.ones([13]) }),
          );
          refuse('column', RangeError, `${text} \\[12,1\\]`, (x) =>
            loss.evaluate(x, { [option]: tf.ones([12, 1]) }),
          );
          refuse(
            'words',
            TypeError,
            `${option} to be a tensor, a number or an array of numbers, got 'all'`,
            (x) => loss.evaluate(x, { [option]: 'all' }),
          );
        }
      },
    },
    {
      name: 'refuses what is not true or false, and functions that are masked out',
      run: () => {
        for (const [option, { kind }] of Object.entries(options)) {
          if (kind !== 'boolean' && kind !== 'function') continue;
          const wanted =
            kind === 'boolean' ? 'to be true or false' : 'to be a name or a function of two tensors';
          for (const value of [1, null]) {
            refuse(`${option} ${value}`, TypeError, `${option} ${wanted}, got ${value}`, (x) =>
              loss.evaluate(x, { [option]: value }),
            );
          }
          if (kind === 'boolean') continue;
          refuse('unknown name', RangeError, `${option} out of .*, got 'constructor'`, (x) =>
            loss.evaluate(x, { [option]: 'constructor' }),
          );
          refuse('no tensor', TypeError, `${option} to return a tensor, got 1`, (x) =>
            loss.evaluate(x, { [option]: () => 1 }),
          );
        }
      },
    },
    {
      name: 'refuses numbers outside the range of an option',
      run: () => {
        for (const [option, declared] of Object.entries(options)) {
          if (declared.kind !== 'number' && declared.kind !== 'optional number') continue;
          refuse('text', TypeError, `${option} to be a number, got '1'`, (x) =>
            loss.evaluate(x, { [option]: '1' }),
          );
          for (const value of valuesOutside(declared)) {
            refuse(`${option} ${value}`, RangeError, `${option}.*, got ${value}`, (x) =>
              loss.evaluate(x, { [option]: value }),
            );
          }
        }
      },
    },
  ];
  if (target === 'none') return checks;
  return [
    ...checks,
    {
      name: 'refuses inputs whose shapes do not fit, and names both',
      run: () => {
        const text =
          target === 'multiclass'
            ? 'labels of shape .*, got \\[12,1\\]'
            : 'of (one )?shape.* got \\[12,(\\d,)*1\\]';
        refuse('[n] against [n,1]', RangeError, text, ([first = tf.scalar(0), ...others]) =>
          loss.evaluate([tf.expandDims(first, -1), ...others]),
        );
      },
    },
  ];
}
