import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { answerLine } from './answerLine.ts';

function answer(request: unknown): unknown {
  return answerText(JSON.stringify(request));
}

function answerText(text: string | Uint8Array): unknown {
  return JSON.parse(JSON.stringify(answerLine({ number: 1, bytes: Buffer.from(text) })));
}

function refusal(code: string, message: string | RegExp): unknown {
  const matched = typeof message === 'string' ? message : expect.stringMatching(message);
  return { id: 1, error: { code, message: matched } };
}

describe('a right line', () => {
  const inputs = [
    [0, 0],
    [0.5, 3],
  ];

  test('echoes its id whatever it is, and null where there is none', () => {
    for (const id of ['a', '', 0, -1.5, true, null])
      expect(answer({ id, loss: 'mse', inputs })).toMatchObject({ id });
    expect(answer({ loss: 'mse', inputs })).toMatchObject({ id: null });
  });

  test('finds a loss by its alias and takes scalars, rows and empty arrays', () => {
    expect(answer({ loss: 'MSELoss', inputs: [1, 3] })).toEqual({ id: null, value: 4, gradients: [-4, 4] });
    expect(answer({ loss: 'mse', inputs: [[], []] })).toEqual({ id: null, value: 0, gradients: [[], []] });
    expect(answer({ loss: 'mse', inputs: [[[]], [[]]] })).toEqual({
      id: null,
      value: 0,
      gradients: [[[]], [[]]],
    });
  });

  test('takes a loss with options in its text, and options beside it come first', () => {
    expect(answer({ loss: 'huber:delta=0.5', inputs: [0, 2] })).toMatchObject({ value: 0.875 });
    expect(answer({ loss: 'huber:delta=0.5', inputs: [0, 2], options: { delta: 1 } })).toMatchObject({
      value: 1.5,
    });
    expect(answer({ loss: 'l2Penalty:lambda=1', inputs: [[3]] })).toMatchObject({ value: 4.5 });
  });

  test('takes class ids as int32, which have no gradient, and distributions, which have one', () => {
    const logits = [[0, 0]];
    expect(answer({ loss: 'crossEntropy', inputs: [[1], logits] })).toMatchObject({
      gradients: [null, [[0.5, -0.5]]],
    });
    expect(answer({ loss: 'crossEntropy', inputs: [[[0, 1]], logits] })).toMatchObject({
      gradients: [expect.any(Array), [[0.5, -0.5]]],
    });
  });

  test('writes and reads what JSON has no numbers for in words', () => {
    const words = [
      ['Infinity', 'NaN', '-Infinity'],
      [0, 0, 0],
    ];
    expect(answer({ loss: 'mse', inputs: words, options: { reduction: 'none' } })).toMatchObject({
      value: ['Infinity', 'NaN', 'Infinity'],
      gradients: [
        ['Infinity', 'NaN', '-Infinity'],
        ['-Infinity', 'NaN', 'Infinity'],
      ],
    });
    const welsch = answer({ loss: 'welsch', inputs });
    expect(answer({ loss: 'barron', inputs, options: { alpha: '-Infinity' } })).toEqual(welsch);
  });

  test('takes weights and masks', () => {
    const half = {
      id: null,
      value: 0.125,
      gradients: [
        [-0.5, 0],
        [0.5, 0],
      ],
    };
    expect(answer({ loss: 'huber', inputs, options: { weights: [2, 0] } })).toEqual(half);
    expect(answer({ loss: 'huber', inputs, options: { mask: [true, false] } })).toEqual(half);
  });

  test('takes options of truth values, as such or as 0 and 1', () => {
    const line = (where: unknown) =>
      answer({ loss: 'rankingSoftmax', inputs: [[[1, 0, 2]], [[0.5, 1, 2]]], options: { where } });
    expect(line([[true, true, false]])).toMatchObject({ value: expect.closeTo(0.974077, 5) });
    expect(line([[1, 1, 0]])).toEqual(line([[true, true, false]]));
    expect(line([[1, 0.5, 0]])).toMatchObject({
      error: { code: 'option-invalid', message: 'rankingSoftmax: expected where of truth values, got 0.5.' },
    });
  });

  test('of no rows is 0, whatever the loss', () => {
    expect(answer({ loss: 'lovaszHinge', inputs: [[], []] })).toEqual({
      id: null,
      value: 0,
      gradients: [[], []],
    });
    expect(
      answer({ loss: 'meanSquaredError', inputs: [[], []], options: { weights: [], reduction: 'none' } }),
    ).toEqual({ id: null, value: [], gradients: [[], []] });
  });
});

describe('a bad line', () => {
  const inputs = [
    [0, 0],
    [0.5, 3],
  ];

  test.each<[string, string | Uint8Array, string]>([
    ['no JSON', '{"id": 1', `line 1: expected JSON, got '{"id": 1'.`],
    ['no object', '[]', 'eval: expected an object with loss and inputs, got [].'],
    ['null', 'null', 'eval: expected an object with loss and inputs, got null.'],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'line 1: expected UTF-8, got other bytes.'],
    [
      'an id that is an object',
      '{"id": {}}',
      'eval: expected id to be a string or an exact number, got an object.',
    ],
    [
      'an id beyond 2^53',
      '{"id": 12345678901234567890}',
      'eval: expected id to be a string or an exact number, got 12345678901234567000.',
    ],
    ['brackets without end', '['.repeat(1e6), `line 1: expected JSON, got '${'['.repeat(79)}…'.`],
    [
      'a mistyped field',
      '{"loss": "mse", "inputs": [], "option": {}}',
      "eval: expected fields out of id, loss, inputs, options, got 'option' (did you mean 'options'?).",
    ],
    [
      'the field __proto__',
      '{"__proto__": {"loss": "mse"}}',
      "eval: expected fields out of id, loss, inputs, options, got '__proto__'.",
    ],
    ['no loss', '{"inputs": []}', 'eval: expected loss to be the name of a loss, got undefined.'],
    ['no inputs', '{"loss": "mse"}', 'eval: expected inputs to be an array, got undefined.'],
    [
      'options that are no object',
      '{"loss": "mse", "inputs": [0, 0], "options": [1]}',
      'eval: expected options to be an object, got [1].',
    ],
  ])('with %s is malformed', (_fault, text, message) => {
    expect(answerText(text)).toEqual({ id: null, error: { code: 'line-malformed', message } });
  });

  test('names the nearest loss', () => {
    expect(answer({ id: 1, loss: 'hubr', inputs })).toEqual(
      refusal('name-unknown', "loss: expected the name of a loss, got 'hubr' (did you mean 'huber'?)."),
    );
    expect(answer({ id: 1, loss: '__proto__', inputs })).toEqual(refusal('name-unknown', /'__proto__'/));
  });

  test('is refused for options in the text that are none, and for penalties', () => {
    expect(answer({ id: 1, loss: 'huber:delta=0', inputs })).toEqual(
      refusal('option-invalid', 'huber: expected delta > 0, got 0.'),
    );
    expect(answer({ id: 1, loss: 'huber:detla=1', inputs })).toEqual(
      refusal('option-invalid', /got 'detla' \(did you mean 'delta'\?\)\.$/),
    );
    expect(answer({ id: 1, loss: 'mse+l2Penalty', inputs })).toEqual(
      refusal('option-invalid', /^loss: expected one loss without penalties, .*, got 'mse\+l2Penalty'\.$/),
    );
  });

  test.each<[string, unknown, RegExp]>([
    ['too few inputs', [[0]], /expected 2 inputs \(yTrue, yPred\), got 1\.$/],
    ['too many inputs', [[0], [0], [0]], /got 3\.$/],
    [
      'rows of two lengths',
      [
        [[1, 2], [3]],
        [
          [1, 2],
          [3, 4],
        ],
      ],
      /arrays of one length on each axis, got 2 and 1\.$/,
    ],
    [
      'numbers beside arrays',
      [
        [1, [2]],
        [1, 2],
      ],
      /yTrue of one depth, got \[1,\[2\]\]\.$/,
    ],
    [
      'arrays beside numbers',
      [
        [[1], 2],
        [1, 2],
      ],
      /yTrue of one depth/,
    ],
    ['a word', [[0], ['one']], /yPred of numbers, 'NaN', .* got 'one'\.$/],
    ['null', [[0], [null]], /got null\.$/],
    ['a truth value', [[0], [true]], /got true\.$/],
    ['an object', [[0], { 0: 1, length: 1 }], /got an object\.$/],
    ['a number beyond float32', [[0], [1e39]], /fit into float32 .* got 1e\+39\.$/],
    [
      'shapes that differ',
      [
        [0, 0],
        [[0], [0]],
      ],
      /of one shape, got \[2\] and \[2,1\]\.$/,
    ],
    ['7 dimensions', [[[[[[[[1]]]]]]], 0], /at most 6 dimensions/],
  ])('with %s has wrong inputs', (_fault, given, message) => {
    expect(answer({ id: 1, loss: 'mse', inputs: given })).toEqual(refusal('input-invalid', message));
  });

  test('does not overflow where JSON does, nor take a half for a class', () => {
    expect(answerText('{"id": 1, "loss": "mse", "inputs": [[0], [1e999]]}')).toEqual(
      refusal('input-invalid', /got Infinity\.$/),
    );
    for (const id of [0.5, 2 ** 31, 'NaN']) {
      expect(answer({ id: 1, loss: 'crossEntropy', inputs: [[id], [[1, 2]]] })).toEqual(
        refusal('input-invalid', /labels of whole numbers that fit into int32, got/),
      );
    }
  });

  test.each<[string, object, RegExp]>([
    ['out of range', { delta: 0 }, /expected delta > 0, got 0\.$/],
    ['not a number', { delta: [1] }, /expected delta to be a number, got \[1\]\.$/],
    ['null', { delta: null }, /expected delta or no delta, got null\.$/],
    ['mistyped', { detla: 1 }, /got 'detla' \(did you mean 'delta'\?\)\.$/],
    ['constructor', { constructor: 1 }, /got 'constructor'\.$/],
    ['a reduction that does not exist', { reduction: 'average' }, /got 'average'\.$/],
    ['weights in words', { weights: 'all' }, /weights of numbers, .* got 'all'\.$/],
    ['ragged weights', { weights: [[1], [1, 2]] }, /weights with arrays of one length/],
    ['a mask of words', { mask: ['yes'] }, /mask of truth values, got 'yes'\.$/],
  ])('with an option %s is refused', (_fault, options, message) => {
    expect(answer({ id: 1, loss: 'huber', inputs, options })).toEqual(refusal('option-invalid', message));
  });

  test('with an option __proto__ is refused and changes no prototype', () => {
    const text = '{"id": 1, "loss": "mse", "inputs": [0, 0], "options": {"__proto__": {"polluted": 1}}}';
    expect(answerText(text)).toEqual(refusal('option-invalid', /got '__proto__'\.$/));
    expect('polluted' in {}).toBe(false);
  });

  test('a million deep is refused wherever the depth is', () => {
    const deep = '['.repeat(1e6) + ']'.repeat(1e6);
    for (const text of [
      `{"id": 1, "loss": "mse", "inputs": ${deep}}`,
      `{"id": 1, "loss": "mse", "inputs": [0, ${deep}]}`,
      `{"id": 1, "loss": "mse", "inputs": [0, 0], "options": {"weights": ${deep}}}`,
      `{"id": 1, "loss": ${deep}, "inputs": [0, 0]}`,
    ]) {
      expect(answerText(text)).toMatchObject({
        id: 1,
        error: { code: expect.not.stringMatching('internal') },
      });
    }
  });

  test('whose work grows faster than the line is refused before it is begun', () => {
    const labels = Array.from({ length: 1025 }, (_, row) => row % 7);
    expect(answer({ id: 1, loss: 'ntXent', inputs: [labels, labels.map((label) => [label])] })).toEqual(
      refusal('input-invalid', 'ntXent: expected at most 1024 rows in a line, got 1025.'),
    );
    const frames = Array.from({ length: 2100 }, () => [0, 1]);
    expect(answer({ id: 1, loss: 'ctc', inputs: [[[1]], [frames]] })).toEqual(
      refusal('input-invalid', 'ctc: expected at most 4096 numbers in an input in a line, got 4200.'),
    );
  });

  test('leaks no tensor, whatever is wrong', () => {
    const { numTensors } = tf.memory();
    answer({ loss: 'huber', inputs, options: { weights: [1, 2], delta: -1 } });
    answer({ loss: 'huber', inputs: [[0], [null]] });
    answer({ loss: 'huber', inputs: [[0], [[0]]] });
    answer({ loss: 'huber', inputs });
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
