import { expect, test } from 'vitest';

import { untilAborted } from './untilAborted.ts';

test('gives what the work gives or throws while nobody aborts', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted('f', signal, async () => 3)).toBe(3);
  expect(await untilAborted('f', undefined, async () => 3)).toBe(3);
  const failing = untilAborted('f', signal, async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
});

test('does not wait for work that never ends once the signal aborts', async () => {
  const controller = new AbortController();
  const waiting = untilAborted('f', controller.signal, () => new Promise<never>(() => {}));
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'interrupted', message: 'f: stopped.' });
  let begun = false;
  const late = untilAborted('f', controller.signal, async () => {
    begun = true;
  });
  await expect(late).rejects.toMatchObject({ code: 'interrupted' });
  expect(begun).toBe(false);
});
