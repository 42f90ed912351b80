// @ts-check

/**
 * @typedef {object} ImportStatement
 * @property {string} specifier What is imported: './file.ts', 'package', 'package/subpath', 'node:path'.
 * @property {boolean} typeOnly Whether nothing of it is left at run time. `import { type A }` does leave its
 *   module.
 * @property {number} line From 1.
 */

const STATEMENT = new RegExp(
  `(?<![\\w$.])(?:${[
    String.raw`(?:import|export)\s+(?<types>type\s+(?!from\s*['"]))?[\w$\s{},*]*?\bfrom\s*`,
    String.raw`import\s*`,
    String.raw`(?<typeQuery>typeof\s+)?import\s*\(\s*`,
    String.raw`import\.meta\.resolve\s*\(\s*`,
    String.raw`require(?:\.resolve)?\s*\(\s*`,
  ].join('|')})(?=['"])`,
  'g',
);

/**
 * Every import, re-export, dynamic import and require of a literal name in TypeScript or JavaScript source.
 *
 * TypeScript 7 has no parser for JavaScript programs, so comments, strings, templates and regular expressions
 * are blanked first; what then looks like an import is one.
 *
 * @param {string} source
 * @returns {ImportStatement[]}
 */
export function importStatements(source) {
  const { code, strings } = withoutLiterals(source);
  return [...code.matchAll(STATEMENT)].map((match) => ({
    specifier: strings.get(match.index + match[0].length) ?? '',
    typeOnly: match.groups?.types !== undefined || match.groups?.typeQuery !== undefined,
    line: code.slice(0, match.index).split('\n').length,
  }));
}

/**
 * The source with the insides of comments and literals blanked, positions and lines kept, and each string
 * literal by the position of its opening quote.
 *
 * @param {string} source
 */
function withoutLiterals(source) {
  let code = '';
  /** @type {Map<number, string>} */
  const strings = new Map();
  /**
   * For each template that is open around the position: how many braces are open inside its `${`.
   *
   * @type {number[]}
   */
  const templates = [];

  /** @param {number} end */
  const blankUntil = (end) => {
    code += source.slice(code.length, end).replace(/[^\n]/g, ' ');
  };

  while (code.length < source.length) {
    const start = code.length;
    const character = source.charAt(start);
    const open = templates.at(-1);
    if (source.startsWith('//', start)) {
      blankUntil(endOf(/\n|$/g, source, start, 0));
    } else if (source.startsWith('/*', start)) {
      blankUntil(endOf(/\*\/|$/g, source, start + 2));
    } else if (character === "'" || character === '"') {
      const end = endOf(
        character === "'" ? /(?<!\\)(?:\\\\)*'|\n|$/g : /(?<!\\)(?:\\\\)*"|\n|$/g,
        source,
        start + 1,
      );
      strings.set(start, source.slice(start + 1, end - 1));
      code += character;
      blankUntil(end - 1);
      code += source.slice(end - 1, end);
    } else if (character === '`' || (character === '}' && open === 0)) {
      if (character === '}') templates.pop();
      const end = endOf(/(?<!\\)(?:\\\\)*(?:`|\$\{)|$/g, source, start + 1);
      blankUntil(end);
      if (source.charAt(end - 1) === '{') templates.push(0);
    } else if (character === '/' && regularExpressionMayFollow(code)) {
      // Without an end on its line it was a division after all.
      const literal = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(source.slice(start));
      if (literal === null) code += character;
      else blankUntil(start + literal[0].length);
    } else {
      if (open !== undefined && character === '{') templates[templates.length - 1] = open + 1;
      if (open !== undefined && character === '}') templates[templates.length - 1] = open - 1;
      code += character;
    }
  }
  return { code, strings };
}

/**
 * Where the next match of `pattern` ends; `length` overrides how much of it is included.
 *
 * @param {RegExp} pattern Global, and matches the end of the text.
 * @param {string} text
 * @param {number} from
 * @param {number} [length]
 */
function endOf(pattern, text, from, length) {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? text.length : match.index + (length ?? match[0].length);
}

/** @param {string} code What stands before the slash, blanked. */
function regularExpressionMayFollow(code) {
  const before = code.slice(-200).trimEnd();
  return /(?:^|[(,=:[!&|?{};~^<>+\-*%]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield))$/.test(
    before,
  );
}
