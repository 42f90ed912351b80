import { describe, expect, test } from 'vitest';

import { FunctionBuilder } from './FunctionBuilder.ts';
import { ModuleBuilder, pagesFor } from './ModuleBuilder.ts';

describe('modules', () => {
  test('of nothing, and of many functions of few signatures, are valid', () => {
    expect(WebAssembly.validate(new ModuleBuilder().encode({ bytes: 0 }))).toBe(true);
    const builder = new ModuleBuilder();
    for (let index = 0; index < 300; index++) {
      const f = new FunctionBuilder({ parameters: index % 2 === 0 ? ['i32'] : ['f64', 'i64'], results: [] });
      for (let count = 0; count < index % 5; count++) f.local('v128');
      expect(builder.add(f)).toBe(index);
    }
    builder.export('größer', 299);
    const code = builder.encode({ bytes: 2 ** 31 });
    expect(WebAssembly.validate(code)).toBe(true);
    const types = (name: string) => new TextDecoder().decode(code).split(name).length - 1;
    expect(types('größer')).toBe(1);
  });

  test('do not start in less memory than they say', () => {
    const module = new WebAssembly.Module(new ModuleBuilder().encode({ bytes: 65_537 }));
    const start = (pages: number) =>
      new WebAssembly.Instance(module, {
        environment: { memory: new WebAssembly.Memory({ initial: pages }) },
      });
    expect(() => start(1)).toThrow();
    expect(() => start(2)).not.toThrow();
  });

  test('call what they import by the first indices', () => {
    const builder = new ModuleBuilder();
    const double = builder.import('double', { parameters: ['i32'], results: ['i32'] });
    const f = new FunctionBuilder({ parameters: ['i32'], results: ['i32'] });
    for (const x of f.parameters) f.get(x).call(double);
    const index = builder.add(f);
    const g = new FunctionBuilder({ parameters: ['i32'], results: ['i32'] });
    for (const x of g.parameters) g.get(x).call(index).i32(1).op('i32.add');
    builder.export('run', builder.add(g));
    const environment = {
      memory: new WebAssembly.Memory({ initial: 1 }),
      double: (value: number) => 2 * value,
    };
    const module = new WebAssembly.Module(builder.encode({ bytes: 0 }));
    const { run } = new WebAssembly.Instance(module, { environment }).exports;
    expect(typeof run === 'function' && run(20)).toBe(41);
    expect(() => builder.import('late', { parameters: [], results: [] })).toThrow(
      'ModuleBuilder: expected imports before functions.',
    );
  });

  test.each([
    [0, 1],
    [1, 1],
    [65_536, 1],
    [65_537, 2],
    [2 ** 31, 32_768],
  ])('%i bytes need %i pages', (bytes, pages) => {
    expect(pagesFor(bytes)).toBe(pages);
  });
});
