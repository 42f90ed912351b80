import { describe, expect, test } from 'vitest';

import { importStatements } from './import-statements.mjs';

describe('importStatements', () => {
  const specifiers = (source: string) => importStatements(source).map(({ specifier }) => specifier);

  test.each([
    ["import a from 'x';", ['x', false]],
    ['import * as a from "x";', ['x', false]],
    ["import a, {\n  b as c,\n  type D,\n} from 'x';", ['x', false]],
    ["import 'x';", ['x', false]],
    ["import type { A } from 'x';", ['x', true]],
    ["import type from 'x';", ['x', false]],
    ["import { type A } from 'x';", ['x', false]],
    ["export * from 'x';", ['x', false]],
    ["export type { A } from 'x';", ['x', true]],
    ["const a = await import('x');", ['x', false]],
    ["let a: typeof import('x');", ['x', true]],
    ["require.resolve('x');", ['x', false]],
    ["import.meta.resolve('x');", ['x', false]],
    ["import a from 'x' with { type: 'json' };", ['x', false]],
  ])('%j', (source, [specifier, typeOnly]) => {
    expect(importStatements(`\n${source}\n`)).toEqual([{ specifier, typeOnly, line: 2 }]);
  });

  test.each([
    "// import a from 'x';",
    "/* import a from 'x';\n * import 'x'; */",
    "/** ```ts\n * import a from 'x';\n * ``` */",
    `const a = "import a from 'x';";`,
    `const a = \`import a from 'x';\n\${b}import 'x';\`;`,
    "const a = 'it\\'s'; // import 'x';",
    "const a = /import 'x'/;",
    "export const a = 1;\nconst from = 'x';",
    "thing.import('x');",
    'import(name);',
  ])('%j imports nothing', (source) => {
    expect(specifiers(source)).toEqual([]);
  });

  test('quotes in comments, templates and regular expressions hide nothing after them', () => {
    expect(
      specifiers(
        [
          "// it's",
          "const a = /['\"`]/, b = c / d, e = f / g; // don't",
          `const h = \`it's \${i ? \`"\${j({ k: 1 })}\` : await import('one')} \\\`\`;`,
          "const l = '\\\\'; import 'two';",
          "const m = x[0] / y; import 'three'; const n = 'a' / 2; /* ' */",
          "import 'four';",
        ].join('\n'),
      ),
    ).toEqual(['one', 'two', 'three', 'four']);
  });
});
