import { expect, test } from 'vitest';

import { TraceBuilder } from './TraceBuilder.ts';

const tensor = (dtype: 'float32' | 'int32') => ({ dataId: {}, shape: [2], dtype });

function built(from: ReturnType<typeof tensor>, to: ReturnType<typeof tensor>) {
  const builder = new TraceBuilder(() => [1, 2]);
  builder.add(from, { kind: 'input', name: 'x' });
  builder.kernel('Identity', { x: from }, {}, [to]);
  return builder.build({}, { y: to });
}

test('a copy of the same type is the value itself', () => {
  const { kernels, outputs, values } = built(tensor('float32'), tensor('float32'));
  expect([kernels.length, outputs.get('y')?.value, values.length]).toEqual([0, 0, 1]);
});

test('a copy of another type is a value of its own', () => {
  const { kernels, outputs } = built(tensor('float32'), tensor('int32'));
  expect(kernels.map(({ name }) => name)).toEqual(['Identity']);
  expect(outputs.get('y')).toMatchObject({ value: 1, dtype: 'int32' });
});
