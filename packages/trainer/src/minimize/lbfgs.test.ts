import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { type Evaluation, lbfgs, type Objective } from './lbfgs.ts';

/** A case of scripts/reference/minima.py. */
interface Case {
  readonly function: keyof typeof functions;
  readonly torch: string;
  readonly scipy: string;
  readonly start: readonly number[];
  readonly steps: readonly { readonly point: readonly number[]; readonly value: number }[];
  readonly minimum: number;
  readonly point: readonly number[];
}

const at = (numbers: ArrayLike<number>, place: number) => numbers[place] ?? Number.NaN;

/** Values with gradients that are derived by hand. */
const functions = {
  rosenbrock(x: Float64Array): Evaluation {
    let value = 0;
    const gradient = new Float64Array(x.length);
    for (let place = 0; place + 1 < x.length; place++) {
      const [here, next] = [at(x, place), at(x, place + 1)];
      value += 100 * (next - here ** 2) ** 2 + (1 - here) ** 2;
      gradient[place] = at(gradient, place) - 400 * here * (next - here ** 2) - 2 * (1 - here);
      gradient[place + 1] = at(gradient, place + 1) + 200 * (next - here ** 2);
    }
    return { value, gradient };
  },
  bowl(x: Float64Array): Evaluation {
    const curvature = x.map((_, place) => 10 ** ((4 * place) / (x.length - 1)));
    const gradient = x.map((one, place) => at(curvature, place) * (one - 1));
    return { value: x.reduce((sum, one, place) => sum + 0.5 * at(gradient, place) * (one - 1), 0), gradient };
  },
  logistic(x: Float64Array): Evaluation {
    const labels = [0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0];
    const gradient = x.map((one) => 0.01 * one);
    let value = 0.005 * x.reduce((sum, one) => sum + one ** 2, 0);
    labels.forEach((label, row) => {
      const inputs = [Math.sin(row), Math.cos(2 * row), 1];
      const logit = inputs.reduce((sum, input, place) => sum + input * at(x, place), 0);
      value += (Math.log1p(Math.exp(logit)) - label * logit) / 12;
      inputs.forEach((input, place) => {
        gradient[place] = at(gradient, place) + (input * (1 / (1 + Math.exp(-logit)) - label)) / 12;
      });
    });
    return { value, gradient };
  },
};

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('../../fixtures/minima.json', import.meta.url), 'utf8'),
);
const exactly = { gradientTolerance: 0, changeTolerance: 0 };

describe.each(cases)('$function from $start', ({ function: name, start, steps, minimum, point }) => {
  test('goes the way of PyTorch', async () => {
    for (const [index, wanted] of steps.entries()) {
      const found = await lbfgs(functions[name], Float64Array.from(start), {
        ...exactly,
        maxIterations: index + 1,
      });
      expect(found.point).toBeAllClose(wanted.point, { rtol: 1e-5, atol: 1e-7 });
      expect(found.value).toBeCloseTo(wanted.value, 7);
    }
  });

  test('ends where SciPy does', async () => {
    const found = await lbfgs(functions[name], Float64Array.from(start), {
      changeTolerance: 0,
      maxIterations: 2000,
    });
    expect(found.stopped).toBe('gradient');
    expect(Math.max(...found.gradient.map(Math.abs))).toBeLessThanOrEqual(1e-7);
    expect(found.value - minimum).toBeLessThan(1e-12);
    expect(found.point).toBeAllClose(point, { rtol: 1e-5, atol: 1e-6 });
  });
});

describe('lbfgs', () => {
  const start = Float64Array.of(-1.2, 1);

  test('gives the same bits each time, leaves the start alone, and counts what it computed', async () => {
    let count = 0;
    const counted: Objective = (point) => {
      count += 1;
      return functions.rosenbrock(point);
    };
    const first = await lbfgs(counted, start);
    expect(first.evaluations).toBe(count);
    expect([...start]).toEqual([-1.2, 1]);
    expect(await lbfgs(functions.rosenbrock, start)).toEqual(first);
  });

  test('ends at once at a minimum, and at the first line search that it may not begin', async () => {
    const flat = await lbfgs(functions.rosenbrock, Float64Array.of(1, 1));
    expect(flat).toMatchObject({ stopped: 'gradient', iterations: 0, evaluations: 1, value: 0 });
    const controller = new AbortController();
    controller.abort();
    const aborted = await lbfgs(functions.rosenbrock, start, { signal: controller.signal });
    expect(aborted).toMatchObject({ stopped: 'aborted', iterations: 0, evaluations: 1 });
    const short = await lbfgs(functions.rosenbrock, start, { maxIterations: 3 });
    expect(short).toMatchObject({ stopped: 'iterations', iterations: 3 });
  });

  test('ends where nothing changes any more, whatever the gradient says', async () => {
    const offset: Objective = (point) => {
      const { value, gradient } = functions.rosenbrock(point);
      return { value: value + 1e6, gradient };
    };
    const found = await lbfgs(offset, start, { gradientTolerance: 0 });
    expect(found.stopped).toBe('change');
    expect(found.point).toBeAllClose([1, 1], { rtol: 1e-3 });
  });

  test('steps back from where the function is not finite', async () => {
    // −log x + x from 1e-3, whose first step leads below 0.
    const barrier: Objective = ([x = Number.NaN]) => ({
      value: x > 0 ? x - Math.log(x) : Number.NaN,
      gradient: Float64Array.of(1 - 1 / x),
    });
    for (const from of [1e-3, 4, 50]) {
      const { point, stopped } = await lbfgs(barrier, Float64Array.of(from), { changeTolerance: 0 });
      expect(stopped).toBe('gradient');
      expect(point).toBeAllClose([1], { rtol: 1e-6 });
    }
  });

  test('a value that is not finite at the start is refused', async () => {
    const broken: Objective = () => ({ value: Number.NaN, gradient: Float64Array.of(0) });
    await expect(lbfgs(broken, Float64Array.of(0))).rejects.toMatchObject({
      code: 'loss-not-finite',
      message: 'lbfgs: expected a finite value and gradient at the start, got NaN.',
    });
  });

  test.each([
    [{ maxIterations: 0 }, 'lbfgs: expected maxIterations to be an integer >= 1, got 0.'],
    [{ history: 1.5 }, 'lbfgs: expected history to be an integer >= 1, got 1.5.'],
    [{ gradientTolerance: -1 }, 'lbfgs: expected gradientTolerance >= 0, got -1.'],
    [{ changeTolerance: Number.NaN }, 'lbfgs: expected changeTolerance >= 0, got NaN.'],
  ])('%j is refused', async (options, message) => {
    await expect(lbfgs(functions.bowl, start, options)).rejects.toThrow(message);
  });

  test('an option by the name that another library has for it is found', async () => {
    const given: unknown = { max_iter: 5 };
    await expect(Reflect.apply(lbfgs, undefined, [functions.bowl, start, given])).rejects.toThrow(
      "got 'max_iter' (did you mean 'maxIterations'?).",
    );
  });
});
