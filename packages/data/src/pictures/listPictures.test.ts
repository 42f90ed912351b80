import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { BLUE, pngOf, RED, TWO_CLASSES, writeFolder } from '../../fixtures/writeFolder.ts';
import { readPictureFolder } from '../index.ts';

describe('folders as they are published', () => {
  test('what is hidden or no picture is left out and counted; capitals are not', async () => {
    const folder = writeFolder({
      ...TWO_CLASSES,
      'a/.DS_Store': 'x',
      'a/._1.png': 'x',
      'a/Thumbs.db': 'x',
      'a/__MACOSX/a/1.png': 'x',
      'b/notes.txt': 'x',
      'b/old.GIF': 'x',
      'b/older.gif': 'x',
      'b/LICENSE': 'x',
      '.git/x.png': 'x',
      '__MACOSX/a/1.png': 'x',
      'readme.md': 'x',
      'cover.png': pngOf(BLUE),
      'b/4.PNG': pngOf(BLUE),
    });
    const { classNames, train, notes } = await readPictureFolder({ folder, size: 8 });
    expect(classNames).toEqual(['a', 'b']);
    expect(train.names).toHaveLength(7);
    expect(notes).toEqual(['left out: 4 hidden, 2 .gif, 1 without an ending, 1 .txt, 1 in no class']);
  });

  test('pictures in folders inside a class belong to it', async () => {
    const folder = writeFolder({
      'Training/Apple/Apple 20/0_100.png': pngOf(RED),
      'Training/Apple/Apple 21/deeper/1_100.png': pngOf(RED),
      'Training/Pear/0.png': pngOf(BLUE),
      'Training/Pear/Pear 3/0.png': pngOf(BLUE),
      'Test/Apple/Apple 20/0_100.png': pngOf(RED),
      'Test/Pear/Pear 3/0.png': pngOf(BLUE),
    });
    const { classNames, train, test: held, notes } = await readPictureFolder({ folder, size: 8 });
    expect(classNames).toEqual(['Apple', 'Pear']);
    expect(train.names).toEqual([
      'Training/Apple/Apple 20/0_100.png',
      'Training/Apple/Apple 21/deeper/1_100.png',
      'Training/Pear/0.png',
      'Training/Pear/Pear 3/0.png',
    ]);
    expect([...train.targets.values]).toEqual([0, 0, 1, 1]);
    expect(held?.names).toEqual(['Test/Apple/Apple 20/0_100.png', 'Test/Pear/Pear 3/0.png']);
    expect(notes).toEqual([
      'pictures in folders inside a class belong to it: 5, such as Training/Apple/Apple 20/0_100.png',
    ]);
  });

  // Two of each class to train on, one for each other part.
  const parted = (train: string, ...others: readonly string[]) =>
    Object.fromEntries(
      [
        `${train}/a/2`,
        `${train}/b/2`,
        ...[train, ...others].flatMap((part) => [`${part}/a/1`, `${part}/b/1`]),
      ].map((name) => [`${name}.png`, pngOf(name.includes('/a/') ? RED : BLUE)]),
    );

  test.each([
    ['train', 'validation', 'test'],
    ['Training', 'Validation', 'Testing'],
    ['TRAIN', 'val', 'Test'],
    ['train', 'valid', 'test'],
    ['train', 'dev', 'test'],
  ])('%s, %s and %s are the three parts', async (...folders) => {
    const [train, validation, held] = folders;
    const read = await readPictureFolder({ folder: writeFolder(parted(...folders)), size: 8 });
    expect(read.train.names).toEqual([
      `${train}/a/1.png`,
      `${train}/a/2.png`,
      `${train}/b/1.png`,
      `${train}/b/2.png`,
    ]);
    expect(read.validation?.names).toEqual([`${validation}/a/1.png`, `${validation}/b/1.png`]);
    expect(read.test?.names).toEqual([`${held}/a/1.png`, `${held}/b/1.png`]);
    for (const part of [read.train, read.validation, read.test]) {
      part?.targets.values.forEach((label, row) => {
        const colour = part.inputs.values.subarray(row * 192, row * 192 + 3);
        expect([...colour]).toEqual(label === 0 ? RED : BLUE);
      });
    }
    expect(read.notes).toEqual([]);
  });

  test('train and val alone are training and validation, and other folders are left out', async () => {
    const folder = writeFolder({ ...parted('train', 'val'), 'labels/x.txt': 'x' });
    const { validation, test: held, notes } = await readPictureFolder({ folder, size: 8 });
    expect(validation?.names).toEqual(['val/a/1.png', 'val/b/1.png']);
    expect(held).toBeUndefined();
    expect(notes).toEqual(['left out: 1 other folder']);
  });

  test('a class may be called train', async () => {
    const files = ['bus', 'car', 'train'].flatMap((name) => [1, 2, 3].map((one) => `${name}/${one}.png`));
    const folder = writeFolder(Object.fromEntries(files.map((name) => [name, pngOf(RED)])));
    expect((await readPictureFolder({ folder, size: 8 })).classNames).toEqual(['bus', 'car', 'train']);
  });

  test('links to folders are followed, and one that leads in a circle is refused', async () => {
    const folder = writeFolder(TWO_CLASSES);
    symlinkSync(writeFolder({ '4.png': pngOf(RED) }), join(folder, 'a', 'more'));
    const { train } = await readPictureFolder({ folder, size: 8 });
    expect(train.names).toContain('a/more/4.png');
    symlinkSync(join(folder, 'a'), join(folder, 'a', 'self'));
    await expect(readPictureFolder({ folder, size: 8 })).rejects.toMatchObject({
      code: 'data-malformed',
      message: expect.stringContaining(
        'expected folders at most 16 deep inside a class, got more: a link may lead in a circle.',
      ),
    });
  });

  const one = pngOf(RED);
  test.each<[string, Record<string, Uint8Array | string>, string, string, string]>([
    ['an empty folder', {}, 'data-empty', '', 'a folder of pictures per class, got no folder'],
    [
      'pictures without folders',
      { '1.png': one },
      'data-empty',
      '',
      'a folder of pictures per class, got no folder',
    ],
    [
      'one class',
      { 'a/1.png': one },
      'classes-too-few',
      '',
      "folders for at least two classes, got only 'a'",
    ],
    [
      'one folder around the classes',
      { 'fruits/a/1.png': one, 'fruits/b/1.png': one },
      'classes-too-few',
      '',
      "folders for at least two classes, got only 'fruits'; did you mean FOLDER/fruits?",
    ],
    [
      'an empty class',
      { ...TWO_CLASSES, 'c/.x': '' },
      'data-empty',
      'c',
      'at least 3 .jpg, .jpeg or .png files, got none beside 1 hidden',
    ],
    [
      'a class of other files',
      { ...TWO_CLASSES, 'c/x.txt': 'x' },
      'data-empty',
      'c',
      'at least 3 .jpg, .jpeg or .png files, got none beside 1 .txt',
    ],
    [
      'a class too small to split',
      { ...TWO_CLASSES, 'c/x.png': one },
      'data-empty',
      'c',
      'at least 3 .jpg, .jpeg or .png files, got 1',
    ],
    [
      'train without test',
      { 'train/a/1.png': one },
      'data-malformed',
      '',
      'train with test or validation, or one folder per class, got only train',
    ],
    [
      'other classes in test',
      {
        'train/a/1.png': one,
        'train/a/2.png': one,
        'train/b/1.png': one,
        'train/b/2.png': one,
        'test/a/1.png': one,
        'test/c/1.png': one,
      },
      'data-malformed',
      'test',
      "the classes of train, got no 'b' and also 'c'",
    ],
    [
      'more classes in validation',
      {
        ...parted('train', 'val', 'test'),
        ...Object.fromEntries('cdefg'.split('').map((name) => [`val/${name}/1.png`, one])),
      },
      'data-malformed',
      'val',
      "the classes of train, got also 'c', 'd', 'e' and 2 more",
    ],
    [
      'two validation parts',
      parted('train', 'val', 'Valid'),
      'data-malformed',
      '',
      'one validation part, got Valid and val',
    ],
    [
      'parts without training',
      parted('test', 'val'),
      'data-malformed',
      '',
      'train with test or validation, or one folder per class, got only test and val',
    ],
    [
      'parts inside classes',
      { ...parted('a/train', 'a/test'), ...parted('b/train', 'b/test') },
      'data-malformed',
      'a/test',
      "folders of classes inside train and test, got 'test' inside a class",
    ],
    [
      'too few to train on and to validate',
      { ...parted('train', 'test'), 'train/c/1.png': one, 'test/c/1.png': one },
      'data-empty',
      'train/c',
      'at least 2 .jpg, .jpeg or .png files, got 1',
    ],
  ])('refuses %s', async (_, files, code, place, sentence) => {
    const folder = writeFolder(files);
    await expect(readPictureFolder({ folder })).rejects.toMatchObject({
      code,
      message: `${join(folder, place)}: expected ${sentence.replace('FOLDER', folder)}.`,
      location: { file: join(folder, place) },
    });
  });
});
