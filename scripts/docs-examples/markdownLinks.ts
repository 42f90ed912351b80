import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { ROOT } from './documentedExamples.ts';

/** The Markdown files of the repository, from its root. */
export function markdownFiles(): string[] {
  const known = ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'];
  const listed = execFileSync('git', known, { cwd: ROOT, encoding: 'utf8' }).split('\n');
  return listed.filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, 'code');

/** What GitHub and VitePress make of a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** The anchors of the headings of a page, in their order. */
export function anchorsIn(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) => /\{#([\w-]+)\}$/.exec(heading)?.[1] ?? anchorOf(heading));
}

/** Relative links and pictures of a Markdown file whose file or anchor does not exist, as `file: link`. */
export function brokenLinks(file: string, text = readFileSync(join(ROOT, file), 'utf8')): string[] {
  const written = withoutCode(text);
  const links = [
    ...[...written.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link),
    ...[...written.matchAll(/ (?:src|srcset|href)="([^"]+)"/g)].map(([, link = '']) => link),
  ].filter((link) => !/^(?:[a-z]+:|\/)/.test(link));
  return links
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : normalize(join(dirname(file), path));
      if (!existsSync(join(ROOT, target))) return true;
      if (anchor === undefined || !target.endsWith('.md')) return false;
      const page = target === file ? text : readFileSync(join(ROOT, target), 'utf8');
      return !anchorsIn(page).includes(decodeURIComponent(anchor));
    })
    .map((link) => `${file}: ${link}`);
}
