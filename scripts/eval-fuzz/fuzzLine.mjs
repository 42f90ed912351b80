// One line for `losskit eval`, made from a right one by doing something wrong to it, at random but seeded.

/** @typedef {import('../../packages/random/dist/index.js').RandomStream} RandomStream */
/** @typedef {{ readonly [field: string]: unknown }} Request */

/** @template T @param {RandomStream} stream @param {readonly T[]} choices @returns {T | undefined} */
function pick(stream, choices) {
  return choices[stream.integer(choices.length)];
}

const ODD_VALUES = [
  ...[
    null,
    true,
    false,
    '',
    'NaN',
    'Infinity',
    '-Infinity',
    'nan',
    'huber',
    '__proto__',
    '1',
    '\u0000\u001b[31m',
  ],
  ...[0, -0, 1, -1, 0.5, 2, 7, 1e-45, 1e38, 1e39, -1e300, 2 ** 31, -(2 ** 31), 2 ** 53, Number.MIN_VALUE],
  ...[[], [[]], [[[]]], {}, [null], [1, [2]], [[1], 2], [[1, 2], [3]], [{}], { length: 3 }, [[[[[[[1]]]]]]]],
  ...[[1, 2, 3], [[0.5, 0.5]], ['NaN', 1], new Array(1000).fill(0), nested(1000)],
];

const OPTION_NAMES = [
  ...[
    'reduction',
    'weights',
    'mask',
    'delta',
    'gamma',
    'alpha',
    'margin',
    'p',
    'classWeights',
    'ignoreIndex',
  ],
  ...['labelSmoothing', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'Delta', 'distance'],
];

const FIELDS = ['id', 'loss', 'inputs', 'options', '__proto__', 'constructor', 'x'];

/** @param {number} depth */
function nested(depth) {
  /** @type {unknown} */
  let value = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

/** Sets a copy, so that no tree shares a part with another. @param {object} target @param {string | number} key @param {unknown} value */
function set(target, key, value) {
  // Not an assignment, which would set the prototype for the key __proto__.
  Object.defineProperty(target, key, {
    value: structuredClone(value),
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

/** Every place of the tree as [container, key]. @param {unknown} tree @returns {[object, string | number][]} */
function places(tree) {
  if (typeof tree !== 'object' || tree === null) return [];
  const keys = Array.isArray(tree) ? tree.map((_, index) => index) : Object.keys(tree);
  return keys.flatMap((key) => [
    /** @type {[object, string | number]} */ ([tree, key]),
    ...places(Reflect.get(tree, key)),
  ]);
}

/** @param {RandomStream} stream @param {Request} request @param {readonly Request[]} requests */
function breakTree(stream, request, requests) {
  const [container, key] = pick(stream, places(request)) ?? [request, 'id'];
  const other = pick(stream, requests) ?? {};
  switch (stream.integer(9)) {
    case 0:
      return set(request, pick(stream, FIELDS) ?? '', pick(stream, ODD_VALUES));
    case 1:
      return set(request, 'loss', other.loss);
    case 2:
      return set(request, 'inputs', other.inputs);
    case 3:
      return set(request, 'options', other.options);
    case 4:
      return Array.isArray(request.inputs) && request.inputs.reverse();
    case 5:
      if (typeof request.options !== 'object' || request.options === null) return set(request, 'options', {});
      return set(request.options, pick(stream, OPTION_NAMES) ?? '', pick(stream, ODD_VALUES));
    case 6:
      return Array.isArray(container)
        ? container.splice(Number(key), 1)
        : Reflect.deleteProperty(container, key);
    case 7:
      return Array.isArray(container) && set(container, container.length, Reflect.get(container, key));
    default:
      return set(container, key, pick(stream, ODD_VALUES));
  }
}

/** @param {RandomStream} stream @param {Buffer} line */
function breakBytes(stream, line) {
  const at = stream.integer(line.length);
  switch (stream.integer(4)) {
    case 0:
      return line.subarray(0, at);
    case 1:
      line[at] = stream.integer(256);
      return line;
    case 2:
      return Buffer.concat([line.subarray(0, at), line]);
    default:
      return Buffer.concat([line.subarray(0, at), Buffer.from('1e999,'), line.subarray(at)]);
  }
}

/**
 * The bytes of one line: a right request with up to three faults in its values, or one in its bytes.
 *
 * @param {RandomStream} stream
 * @param {readonly Request[]} requests Right ones.
 * @returns {Buffer}
 */
export function fuzzLine(stream, requests) {
  /** @type {Request} */
  const request = structuredClone(pick(stream, requests) ?? {});
  for (let faults = stream.integer(4); faults > 0; faults -= 1) breakTree(stream, request, requests);
  const line = Buffer.from(JSON.stringify(request));
  return stream.integer(8) === 0 ? breakBytes(stream, line) : line;
}
