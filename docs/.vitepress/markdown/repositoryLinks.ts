import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

import { REPOSITORY_PAGES } from '../../../scripts/docs-site/repositoryPages.mjs';
import { ROOT } from '../../../scripts/docs-site/root.mjs';

const DOCS = 'docs/';

/** Where the repository's files can be read, as package.json has it; undefined as long as it does not say. */
function repositoryUrl(): string | undefined {
  const { repository } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  const url: unknown = repository?.url ?? repository;
  return typeof url === 'string' ? url.replace(/^git\+|\.git$/g, '') : undefined;
}

const REPOSITORY = repositoryUrl();

/** The page of a file or folder of the repository, from the site's root. */
function pageOf(path: string): string | undefined {
  if (path.startsWith(DOCS) && path.endsWith('.md')) return `/${path.slice(DOCS.length)}`;
  const page = REPOSITORY_PAGES.get(path) ?? REPOSITORY_PAGES.get(`${path}/README.md`);
  return page === undefined ? undefined : `/${page}`;
}

/** The file of the repository that a relative link of a page leads to, and the anchor in it. */
function targetOf(
  link: string,
  source: string,
): { readonly path: string; readonly anchor: string } | undefined {
  if (/^(?:[a-z][a-z+.-]*:|\/|#)/i.test(link)) return undefined;
  const [, path = '', anchor = ''] = /^([^#]*)(.*)$/.exec(link) ?? [];
  return { path: posix.join(posix.dirname(source), path).replace(/\/$/, ''), anchor };
}

/**
 * Makes relative links of Markdown files links of the site: to a page where the file is one, else to the file in the repository. Without
 * a known repository such a link becomes plain text. A link to a file that does not exist is an error.
 */
export function repositoryLinks(md: MarkdownRenderer): void {
  md.core.ruler.after('inline', 'repository-links', ({ tokens, env }) => {
    const { relativePath, frontmatter }: MarkdownEnv = env;
    const source = String(frontmatter?.source ?? DOCS + relativePath);
    for (const { children } of tokens) {
      const open: boolean[] = [];
      for (const token of children ?? []) {
        if (token.type === 'image') {
          const target = targetOf(String(token.attrGet('src')), source);
          if (target)
            token.attrSet(
              'src',
              posix.relative(posix.dirname(DOCS + relativePath), target.path).replace(/^(?!\.)/, './'),
            );
        } else if (token.type === 'link_open') {
          const target = targetOf(String(token.attrGet('href')), source);
          const page = target && pageOf(target.path);
          if (target && !page && !existsSync(ROOT + target.path))
            throw new Error(`${source}: expected links to files that exist, got ${token.attrGet('href')}.`);
          const href = target && (page ?? (REPOSITORY && `${REPOSITORY}/blob/main/${target.path}`));
          if (target && href) token.attrSet('href', href + target.anchor);
          open.push(!target || href !== undefined);
          if (target && href === undefined) Object.assign(token, { type: 'text', tag: '', content: '' });
        } else if (token.type === 'link_close' && open.pop() === false) {
          Object.assign(token, { type: 'text', tag: '', content: '' });
        }
      }
    }
  });
}
