/** Stands in for vitest: tests are kept, not run. `installMutationTools` comes before. */
export const VITEST_THAT_COLLECTS = `
export const { expect } = globalThis.losskitMutation;
export const collected = [];
export const test = (name, run) => collected.push({ name: String(name), run });
const each = (declare) => (rows) => (name, run) =>
  rows.forEach((row) => declare(name, () => run(...(Array.isArray(row) ? row : [row]))));
test.each = each(test);
export const it = test;
export const describe = (_name, declare) => declare();
describe.each = each((_name, declare) => declare());
const unless = (isSkipped) => (name, run) => isSkipped || test(name, run);
test.skipIf = describe.skipIf = unless;
test.runIf = describe.runIf = (runs) => unless(!runs);
export const afterEach = () => {};
`;
