import { parseAst } from 'rolldown/parseAst';

/** @typedef {{ type: string, start: number, end: number } & Record<string, unknown>} AstNode */
/**
 * One change of a source file.
 *
 * @typedef {object} Mutant
 * @property {string} operator What kind of fault it is.
 * @property {number} line
 * @property {string} lineText The original line.
 * @property {string} rest What of that line follows the changed part.
 * @property {string} original
 * @property {string} replacement
 * @property {string} source The whole file with the change.
 */
/** @typedef {import('../../packages/losses/dist/contract.js').LossDeclaration} LossDeclaration */
/**
 * What stands in the place of a part of the source.
 *
 * @typedef {{ readonly operator: string, readonly node: AstNode, readonly replacement: string }} Change
 */

/** tfjs operations that are easily taken for each other. */
const TWINS = {
  add: 'sub',
  sub: 'add',
  mul: 'div',
  div: 'mul',
  max: 'min',
  maximum: 'minimum',
  minimum: 'maximum',
  sum: 'mean',
  mean: 'sum',
  log: 'log1p',
  log1p: 'log',
  exp: 'expm1',
  expm1: 'exp',
  softplus: 'relu',
  sigmoid: 'tanh',
  less: 'greater',
  greater: 'less',
  lessEqual: 'greaterEqual',
  greaterEqual: 'lessEqual',
  equal: 'notEqual',
  notEqual: 'equal',
  logicalAnd: 'logicalOr',
  logicalOr: 'logicalAnd',
  logSoftmax: 'softmax',
  square: 'abs',
  sqrt: 'square',
};
const NOT_COMMUTATIVE = ['sub', 'div', 'pow', 'less', 'greater', 'matMul'];
/** Operations whose first argument may be left as it is: bounds, signs, stabilisers. */
const WRAPPERS = ['neg', 'relu', 'clipByValue', 'maximum', 'minimum', 'sqrt', 'square', 'abs'];
/** Of two terms or factors one can be forgotten. */
const JOINED = ['add', 'sub', 'mul', 'div'];
/** Helpers that take a function and its derivative; the last argument is the derivative. */
const WITH_DERIVATIVE = ['withGradient', 'customGradientOf'];

/** @param {unknown} value @returns {value is AstNode} */
export function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** @param {AstNode} node @returns {AstNode[]} */
export function childrenOf(node) {
  return Object.values(node).flat().filter(isNode);
}

/** The node and all below it, but for the 1 of an axis −1. @param {AstNode} node @returns {AstNode[]} */
function descendants(node) {
  const isMinus = node.type === 'UnaryExpression' && node.operator === '-';
  return [node, ...(isMinus ? [] : childrenOf(node).flatMap(descendants))];
}

/** @param {unknown} value @returns {AstNode[]} */
export function nodesIn(value) {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The name after `tf.`, or of a plain function. @param {AstNode} call */
function calledName(call) {
  const callee = isNode(call.callee) ? call.callee : undefined;
  const named = callee?.type === 'MemberExpression' && isNode(callee.property) ? callee.property : callee;
  const isTf = callee?.type === 'MemberExpression' && isNode(callee.object) && callee.object.name === 'tf';
  return { name: String(named?.name ?? ''), isTf };
}

/** What the function that is the formula or a helper returns. @param {AstNode} fn */
function returnedBy(fn) {
  const body = isNode(fn.body) ? fn.body : undefined;
  if (body === undefined) return undefined;
  if (body.type !== 'BlockStatement') return body;
  const last = nodesIn(body.body).at(-1);
  return last?.type === 'ReturnStatement' && isNode(last.argument) ? last.argument : undefined;
}

const isFunction = (/** @type {AstNode} */ node) =>
  ['ArrowFunctionExpression', 'FunctionDeclaration', 'FunctionExpression'].includes(node.type);

/** @param {AstNode} call @param {(node: AstNode) => string} textOf @returns {Change[]} */
function changesOfCall(call, textOf) {
  const { name, isTf } = calledName(call);
  const given = nodesIn(call.arguments);
  const [first, second] = given.map(textOf);
  /** @type {Change[]} */
  const changes = [];
  const change = (/** @type {string} */ operator, /** @type {string} */ replacement) =>
    changes.push({ operator, node: call, replacement });
  if (WITH_DERIVATIVE.includes(name)) {
    const derivative = given.at(-1);
    const slope = derivative && isFunction(derivative) ? returnedBy(derivative) : undefined;
    if (slope && !textOf(slope).startsWith('[')) {
      changes.push({
        operator: 'wrong derivative',
        node: slope,
        replacement: `tf.mul(1.01, ${textOf(slope)})`,
      });
    }
  }
  if (!isTf) return changes;
  // Zeros beside a term give their shape and nothing else.
  const isShape = given.map((input) => isNode(input.callee) && textOf(input.callee) === 'tf.zerosLike');
  const isSum = name === 'add' || name === 'sub';
  const twin = Object.hasOwn(TWINS, name) ? Reflect.get(TWINS, name) : undefined;
  if (twin && !(isSum && isShape[1]))
    change('other operation', `tf.${twin}(${given.map(textOf).join(', ')})`);
  if (NOT_COMMUTATIVE.includes(name) && given.length === 2)
    change('swapped inputs', `tf.${name}(${second}, ${first})`);
  if (WRAPPERS.includes(name)) change(name === 'neg' ? 'wrong sign' : 'no clamp', `(${first})`);
  if (JOINED.includes(name) && given.length === 2) {
    // What is forgotten keeps its shape: a term becomes 0, a factor 1.
    const [neutral, number] = isSum ? ['tf.zerosLike', '0'] : ['tf.onesLike', '1'];
    const isNeutral = (/** @type {number} */ place) =>
      (isSum && isShape[place]) || given.map(textOf)[place] === number;
    if (!isNeutral(1)) change('forgotten part', `tf.${name}(${first}, ${neutral}(${second}))`);
    if (!isNeutral(0)) change('forgotten part', `tf.${name}(${neutral}(${first}), ${second})`);
  }
  for (const axis of given.slice(1)) {
    if (textOf(axis) === '-1') changes.push({ operator: 'wrong axis', node: axis, replacement: '0' });
  }
  return changes;
}

/** @param {AstNode} node @param {(node: AstNode) => string} textOf @returns {Change[]} */
function changesOfNode(node, textOf) {
  if (node.type === 'CallExpression') return changesOfCall(node, textOf);
  if (node.type === 'Literal' && typeof node.value === 'number' && node.value !== 0) {
    return [{ operator: 'wrong number', node, replacement: String(node.value * 1.1) }];
  }
  if (node.type === 'ConditionalExpression' && isNode(node.consequent) && isNode(node.alternate)) {
    return [node.consequent, node.alternate].map((branch) => ({
      operator: 'one branch for both',
      node,
      replacement: `(${textOf(branch)})`,
    }));
  }
  return [];
}

/** @param {import('../../packages/losses/dist/contract.js').OptionDeclaration | undefined} option */
function defaultText(option) {
  if (option === undefined || option.kind === 'function') return undefined;
  return 'default' in option ? String(option.default) : 'undefined';
}

/**
 * Where a variable is read below a node, each with what has to stand before another expression in its place: the name of
 * a property that is written in short.
 *
 * @param {AstNode} node
 * @param {string} name
 * @returns {{ node: AstNode, key: string }[]}
 */
function usesOf(node, name) {
  if (node.type === 'Identifier') return node.name === name ? [{ node, key: '' }] : [];
  if (node.type === 'Property' && !node.computed && isNode(node.value)) {
    return usesOf(node.value, name).map((use) => (node.shorthand ? { ...use, key: `${name}: ` } : use));
  }
  if (node.type === 'MemberExpression' && !node.computed && isNode(node.object))
    return usesOf(node.object, name);
  return childrenOf(node).flatMap((child) => usesOf(child, name));
}

/**
 * Faults in the formula as a whole.
 *
 * @param {AstNode} formula
 * @param {(node: AstNode) => string} textOf
 * @param {LossDeclaration} declaration
 * @returns {Change[]}
 */
function changesOfFormula(formula, textOf, declaration) {
  const [options, ...inputs] = nodesIn(formula.params);
  const result = returnedBy(formula);
  if (!result) return [];
  const text = textOf(result);
  const last = inputs.at(-1);
  const prediction = last && String(last.name ?? '');
  /** @type {Change[]} */
  const changes = [
    { operator: 'wrong sign', node: result, replacement: `tf.neg(${text})` },
    { operator: 'wrong factor', node: result, replacement: `tf.mul(1.01, ${text})` },
    { operator: 'constant added', node: result, replacement: `tf.add(0.01, ${text})` },
    { operator: 'no gradient', node: result, replacement: `globalThis.losskitMutation.constant(${text})` },
  ];
  if (prediction) {
    changes.push({
      operator: 'gradient off',
      node: result,
      replacement: `globalThis.losskitMutation.withDrift(${text}, ${prediction})`,
    });
  }
  for (const property of options?.type === 'ObjectPattern' ? nodesIn(options.properties) : []) {
    if (!isNode(property.key) || !isNode(property.value) || !isNode(formula.body)) continue;
    const value = defaultText(declaration.options[textOf(property.key)]);
    const { start } = formula.body;
    const uses = usesOf(formula.body, String(property.value.name)).sort(
      (a, b) => b.node.start - a.node.start,
    );
    const replacement = uses.reduce(
      (body, { node, key }) => body.slice(0, node.start - start) + key + value + body.slice(node.end - start),
      textOf(formula.body),
    );
    if (value !== undefined && uses.length > 0) {
      changes.push({ operator: 'dropped option', node: formula.body, replacement });
    }
  }
  return changes;
}

/** The syntax of a source in TypeScript. @param {string} source @returns {AstNode} */
export function parseSource(source) {
  return /** @type {AstNode} */ (/** @type {unknown} */ (parseAst(source, { lang: 'ts' })));
}

/** One mutant for each change. @param {string} source @param {readonly Change[]} changes @returns {Mutant[]} */
export function applied(source, changes) {
  const lineOf = (/** @type {AstNode} */ node) => source.slice(0, node.start).split('\n').length;
  return changes.map(({ operator, node, replacement }) => ({
    operator,
    line: lineOf(node),
    lineText: source.split('\n')[lineOf(node) - 1] ?? '',
    rest: source.slice(node.end).split('\n')[0] ?? '',
    original: source.slice(node.start, node.end),
    replacement,
    source: source.slice(0, node.start) + replacement + source.slice(node.end),
  }));
}

/**
 * Every mutant of a source file. Of the file of a loss: of the formula given to `defineLoss` and of the functions beside it;
 * the declaration, which is words, stays as it is. Of any other file: of all of its code.
 *
 * @param {string} source
 * @param {LossDeclaration} [declaration] Of the loss that the file defines, if it defines one.
 * @returns {Mutant[]}
 */
export function mutantsOf(source, declaration) {
  const program = parseSource(source);
  const textOf = (/** @type {AstNode} */ node) => source.slice(node.start, node.end);
  const definition = descendants(program).find(
    (node) => node.type === 'CallExpression' && calledName(node).name === 'defineLoss',
  );
  const formula = nodesIn(definition?.arguments)[1];
  const statements = nodesIn(program.body).filter(({ type }) => type !== 'ImportDeclaration');
  const helpers = statements.filter(({ type }) => type === 'FunctionDeclaration');
  const roots = definition === undefined ? statements : formula ? [...helpers, formula] : helpers;
  const changes = roots.flatMap((root) => descendants(root).flatMap((node) => changesOfNode(node, textOf)));
  if (formula && declaration && isFunction(formula)) {
    changes.push(...changesOfFormula(formula, textOf, declaration));
  }
  return applied(source, changes);
}
