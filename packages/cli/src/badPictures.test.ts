import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '@losskit/data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runLosskit } from '../fixtures/runLosskit.ts';

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-pictures-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('pictures that cannot be used', () => {
  const picture = encodePng(new Uint8Array(4 * 4 * 3).fill(99), 4, 4);

  async function folderOf(
    name: string,
    files: Readonly<Record<string, Uint8Array | string>>,
  ): Promise<string> {
    await mkdir(at(name));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(at(name), path, '..'), { recursive: true });
      await writeFile(join(at(name), path), content);
    }
    return at(name);
  }

  test.each([
    ['one class', { 'apple/1.png': picture, 'apple/2.png': picture }, /class/],
    ['no pictures', { 'apple/a.txt': 'a', 'pear/b.txt': 'b' }, /picture/],
    ['nothing', {}, /folder|class|picture/],
    [
      'a broken JPEG',
      {
        ...Object.fromEntries(
          ['apple', 'pear'].flatMap((name) => [1, 2, 3, 4, 5].map((one) => [`${name}/${one}.png`, picture])),
        ),
        'pear/6.jpg': 'not a picture',
      },
      /pear\/6\.jpg/,
    ],
  ])('%s', async (name, files, pattern) => {
    const data = await folderOf(name, files);
    const out = at('out');
    const { exitCode, stdout, stderr } = await runLosskit('compare', 'fruit', '--data', data, '--out', out);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr.startsWith(`losskit: ${data}`)).toBe(true);
    expect(stderr).toMatch(pattern);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    await expect(access(out)).rejects.toThrow('ENOENT');
  });
});
