import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Chinese pages have the blocks of the English ones, which another test says. */
const DOCUMENTED =
  /^(?!docs\/zh\/|README\.zh)(?:packages\/[^/]+\/src\/.*(?<!\.test)\.ts|(?:(?:packages|examples)\/[^/]+\/|docs\/(?:.*\/)?)?[^/]+\.md)$/;

/** A block of TypeScript in a Markdown file or a doc comment. */
export interface Example {
  /** The file that it stands in, from the root, and the line that it starts on. */
  readonly path: string;
  readonly row: number;
  readonly lines: readonly string[];
}

/** A page of the site that is made of what is documented elsewhere. */
const GENERATED = /^---\n(?:[^-].*\n)*generated: true\n/;

function examplesIn(path: string): Example[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  if (GENERATED.test(text)) return [];
  return [...text.matchAll(/^( \* |\s+\* )?```(?:ts|typescript)\n([\s\S]*?)^\1```/gm)].map(
    ({ 1: prefix = '', 2: block = '', index }) => ({
      path,
      row: text.slice(0, index).split('\n').length + 1,
      lines: block
        .split('\n')
        .map((line) => (line.startsWith(prefix) ? line.slice(prefix.length) : line.replace(/^\s+\*$/, ''))),
    }),
  );
}

function filesIn(folder: string, options: { recursive: boolean }): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), options).map((path) => join(folder, `${path}`).replaceAll(sep, '/'));
}

/** Where pages of the site stand; the playground is a package beside them. */
function documentationFolders(): string[] {
  return readdirSync(join(ROOT, 'docs'), { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !['node_modules', '.vitepress', 'playground'].includes(entry.name),
    )
    .map(({ name }) => `docs/${name}`);
}

/** All examples of the documentation, in the order of their files. */
export function documentedExamples(): Example[] {
  const folders = [
    ...filesIn('packages', { recursive: false }),
    ...filesIn('examples', { recursive: false }),
  ];
  return [
    ...['.', 'docs', ...folders].flatMap((folder) => filesIn(folder, { recursive: false })),
    // Never a whole package: its node_modules links in circles.
    ...[...documentationFolders(), ...folders.map((folder) => `${folder}/src`)].flatMap((folder) =>
      filesIn(folder, { recursive: true }),
    ),
  ]
    .filter((path) => DOCUMENTED.test(path))
    .sort()
    .flatMap(examplesIn);
}

/** The modules whose exports an example uses without importing them: none outside of a doc comment. */
export function givenModules({ path }: Example): string[] {
  if (!path.endsWith('.ts')) return [];
  const index = path.replace(/\/src\/.*/, '/src/index.ts');
  return [...new Set([index, path])].filter((file) => existsSync(join(ROOT, file)));
}
