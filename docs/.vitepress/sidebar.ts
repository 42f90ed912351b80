import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

import { DOCS } from '../../scripts/docs-site/root.mjs';

/** A page or a folder of pages. */
interface Entry {
  readonly text: string;
  readonly link: string;
  /** What it stands under: `regression`. */
  readonly group: string | undefined;
  /** Where that is told of: without it the theme would put a button into a button. */
  readonly groupLink: string | undefined;
}

/** The value of a line of a page's frontmatter. */
function frontmatterOf(markdown: string, key: string): string | undefined {
  const [, block = ''] = /^---\n([\s\S]*?)\n---\n/.exec(markdown) ?? [];
  return new RegExp(`^${key}: (.*)$`, 'm').exec(block)?.[1]?.replace(/^['"](.*)['"]$/, '$1');
}

function entryOf(page: string): Entry {
  const markdown = readFileSync(join(DOCS, page), 'utf8');
  const heading = /^# (.*)$/m
    .exec(markdown)?.[1]
    ?.replace(/[`*]|\\(?=[<>_])/g, '')
    .replace(/ \{#.*\}$/, '');
  return {
    text: frontmatterOf(markdown, 'title') ?? heading ?? page,
    link: `/${page.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}`,
    group: frontmatterOf(markdown, 'group'),
    groupLink: frontmatterOf(markdown, 'groupLink'),
  };
}

function pagesIn(folder: string): Entry[] {
  if (!existsSync(join(DOCS, folder))) return [];
  return readdirSync(join(DOCS, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, order: name === 'index.md' ? '' : name }))
    .sort((one, other) => (one.order < other.order ? -1 : 1))
    .map(({ name }) => entryOf(join(folder, name)));
}

/** The pages of a folder, those of a group together and folded. */
export function itemsOf(folder: string): DefaultTheme.SidebarItem[] {
  const entries = pagesIn(folder);
  const groups = new Map(
    entries.flatMap(({ group, groupLink }) => (group === undefined ? [] : [[group, groupLink] as const])),
  );
  return [
    ...entries.filter(({ group }) => group === undefined),
    ...[...groups].map(([group, groupLink]) => ({
      text: group,
      ...(groupLink === undefined ? {} : { link: groupLink }),
      collapsed: true,
      items: entries.filter((entry) => entry.group === group),
    })),
  ];
}

const OWN_PLACE = new Set(['', 'playground']);

/** Pages that stand in a language's folder itself, without those of the navigation. */
export function loosePages(folder: '' | 'zh'): DefaultTheme.SidebarItem[] {
  const root = folder === '' ? '/' : `/${folder}/`;
  return itemsOf(folder).filter(({ link }) => link !== undefined && !OWN_PLACE.has(link.slice(root.length)));
}

/** A part of the sidebar, where its folder has pages. */
export function partOf(text: string, folder: string): DefaultTheme.SidebarItem[] {
  const items = itemsOf(folder);
  return items.length > 0 ? [{ text, items }] : [];
}

/** A way to a folder: to its index, else to its first page; none where it has no pages. */
export function wayTo(text: string, folder: string): DefaultTheme.NavItemWithLink[] {
  const [first] = itemsOf(folder);
  return first?.link === undefined ? [] : [{ text, link: first.link, activeMatch: `^/${folder}/` }];
}
