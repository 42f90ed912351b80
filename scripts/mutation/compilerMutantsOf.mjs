import { applied, childrenOf, isNode, nodesIn, parseSource } from './mutantsOf.mjs';

/** @typedef {import('./mutantsOf.mjs').AstNode} AstNode */
/** @typedef {import('./mutantsOf.mjs').Change} Change */
/** @typedef {import('./mutantsOf.mjs').Mutant} Mutant */

/** Operators that are easily taken for each other. */
const OPERATORS = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
};

/** Parts of the names of instructions, methods and types that are easily taken for each other. */
const WORDS = {
  add: 'sub',
  sub: 'add',
  mul: 'add',
  div: 'mul',
  lt: 'gt',
  gt: 'lt',
  le: 'ge',
  ge: 'le',
  eq: 'ne',
  ne: 'eq',
  eqz: 'clz',
  min: 'max',
  max: 'min',
  pmin: 'pmax',
  pmax: 'pmin',
  and: 'or',
  or: 'and',
  shl: 'shr_u',
  rem_u: 'div_u',
  load: 'load32_splat',
  load32_splat: 'load',
};

const MATHEMATICS = { max: 'min', min: 'max', floor: 'ceil', ceil: 'floor' };

/** @param {object} table @param {unknown} key @returns {string | undefined} */
const twinOf = (table, key) =>
  typeof key === 'string' && Object.hasOwn(table, key) ? Reflect.get(table, key) : undefined;

/** Another instruction: 'f32x4.add' becomes 'f32x4.sub', 'i32.lt_s' 'i32.gt_s'. @param {string} name */
function otherInstruction(name) {
  const [, type, operation = '', sign = ''] = /^([fiv]\d+(?:x\d+)?)\.(.+?)(_[su])?$/.exec(name) ?? [];
  const twin = twinOf(WORDS, operation);
  if (type === undefined || twin === undefined) return undefined;
  return `${type}.${twin}${/_[su]$/.test(twin) ? '' : sign}`;
}

/** @param {AstNode} node @param {(node: AstNode) => string} textOf @returns {Change[]} */
function changesOfNode(node, textOf) {
  const change = (/** @type {string} */ operator, /** @type {string} */ replacement, changed = node) => [
    { operator, node: changed, replacement },
  ];
  if (node.type === 'Literal' && typeof node.value === 'number')
    return change('number off by one', String(node.value + 1));
  if (node.type === 'Literal' && typeof node.value === 'string') {
    const other = otherInstruction(node.value);
    return other === undefined ? [] : change('other instruction', `'${other}'`);
  }
  if (['BinaryExpression', 'LogicalExpression'].includes(node.type)) {
    const other = twinOf(OPERATORS, node.operator);
    if (other === undefined || !isNode(node.left) || !isNode(node.right)) return [];
    return change('other operator', `((${textOf(node.left)}) ${other} (${textOf(node.right)}))`);
  }
  if (node.type === 'UnaryExpression' && node.operator === '!' && isNode(node.argument))
    return change('not turned round', `(${textOf(node.argument)})`);
  if (node.type === 'ConditionalExpression' && isNode(node.consequent) && isNode(node.alternate)) {
    return [node.consequent, node.alternate].flatMap((branch) =>
      change('one branch for both', `(${textOf(branch)})`),
    );
  }
  if (node.type === 'ExpressionStatement') {
    // A local variable that is not given back is one more, no fault.
    return /\.release\(.*\);$/s.test(textOf(node)) ? [] : change('forgotten statement', ';');
  }
  if (node.type === 'IfStatement' && !node.alternate) return change('forgotten check', ';');
  if (node.type === 'CallExpression' && isNode(node.callee) && node.callee.type === 'MemberExpression') {
    const { object, property } = node.callee;
    if (!isNode(object) || !isNode(property)) return [];
    const given = nodesIn(node.arguments).map(textOf).join(', ');
    const twin = object.name === 'Math' ? twinOf(MATHEMATICS, property.name) : undefined;
    if (twin !== undefined) return change('other function', `Math.${twin}(${given})`);
    if (property.name === 'filter') return change('forgotten check', textOf(object));
    if (['every', 'some'].includes(String(property.name))) {
      const other = property.name === 'every' ? 'some' : 'every';
      return change('other function', `${textOf(object)}.${other}(${given})`);
    }
  }
  return [];
}

/** The nodes that compute: without types, words for people, and what is imported. @param {AstNode} node @returns {AstNode[]} */
function computing(node) {
  // `as const`, `satisfies` and the like.
  if (node.type.startsWith('TS') && isNode(node.expression)) return computing(node.expression);
  if (/^(TS|Import|Throw|Template)/.test(node.type)) return [];
  if (node.type === 'Property' && isNode(node.value)) return [node, ...computing(node.value)];
  // What stands behind `??` is for the compiler of TypeScript: it can't see that an index is one of a list's.
  if (node.operator === '??' && isNode(node.left)) return computing(node.left);
  return [node, ...childrenOf(node).flatMap(computing)];
}

/**
 * Every mutant of a source file of the compiler.
 *
 * @param {string} source
 * @returns {Mutant[]}
 */
export function compilerMutantsOf(source) {
  const textOf = (/** @type {AstNode} */ node) => source.slice(node.start, node.end);
  const changes = computing(parseSource(source)).flatMap((node) => changesOfNode(node, textOf));
  return applied(source, changes);
}
