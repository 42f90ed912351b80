import * as tf from '@tensorflow/tfjs-core';

import { THIRD } from '../articles.ts';
import { defineClaim, holdsIf } from '../Claim.ts';
import { differenceQuotient, numbersOf, slopesOf, spaced } from '../probe.ts';
import { agree, exact, isAbove, isZero, largestDifference, rounded } from '../quantity.ts';

const composite = (x: number) => Math.cos(x ** 2 - 1);
const byChainRule = (x: number) => -Math.sin(x ** 2 - 1) * 2 * x;
const XS = spaced(-2, 2, 21);

/** Gradient of a function of two tensors at (x, y), by autograd. */
function gradientAt(f: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor, x: number, y: number): [number, number] {
  const [dx = Number.NaN, dy = Number.NaN] = numbersOf(() => {
    const slopes = tf.grads((a: tf.Tensor, b: tf.Tensor) => f(a, b))([tf.scalar(x), tf.scalar(y)]);
    return tf.stack(slopes);
  });
  return [dx, dy];
}

const bowl = (x: tf.Tensor, y: tf.Tensor) => tf.add(tf.square(x), tf.square(y));

export const calculusClaims = [
  defineClaim(['F(3)', 'Δy/Δx, Δx = 1', 'Δy/Δx, Δx = 10⁻⁶', 'autograd'], {
    id: 'derivative-of-3x',
    article: THIRD,
    quote: '以 F=3x 为例，在 x=3 的时候，函数值为 3x=3*3=9。',
    measure: () => {
      const f = (x: number) => 3 * x;
      const quotient = (step: number) => (f(3 + step) - f(3)) / step;
      return {
        'F(3)': exact(f(3)),
        'Δy/Δx, Δx = 1': exact(quotient(1)),
        'Δy/Δx, Δx = 10⁻⁶': rounded(quotient(1e-6)),
        autograd: rounded(slopesOf((x) => tf.mul(3, x), [3])[0] ?? Number.NaN),
      };
    },
    rule: (q) => holdsIf(q['F(3)'].value === 9 && agree(q['Δy/Δx, Δx = 10⁻⁶'], q.autograd)),
  }),
  defineClaim(['∂z/∂x', '∂z/∂y'], {
    id: 'partial-derivative',
    article: THIRD,
    quote: '偏导数其实就是保持一个变量变化，而所有其他变量恒定不变的求导过程。',
    measure: () => {
      const z = (x: number, y: number) => 3 * x + 2 * y;
      const [dx, dy] = gradientAt((x, y) => tf.add(tf.mul(3, x), tf.mul(2, y)), 1.5, -0.5);
      return {
        '∂z/∂x': largestDifference([dx], [differenceQuotient((x) => z(x, -0.5), 1.5)]),
        '∂z/∂y': largestDifference([dy], [differenceQuotient((y) => z(1.5, y), -0.5)]),
      };
    },
    rule: (q) => holdsIf(isZero(q['∂z/∂x']) && isZero(q['∂z/∂y'])),
  }),
  defineClaim(['∂z/∂x', '∂x/∂z', '2x'], {
    id: 'partial-derivative-upside-down',
    article: THIRD,
    quote: '比如对于函数 z=x^2+y^2，∂x/∂z=2x 表示函数 z 在 x 上的导数，∂y/∂z=2y 表示函数 z 在 y 上的导数。',
    measure: () => {
      const [x, y] = [1.5, -0.5];
      const [slope] = gradientAt(bowl, x, y);
      // With y held, x = √(z − y²).
      const inverse = differenceQuotient((z) => Math.sqrt(z - y ** 2), x ** 2 + y ** 2);
      return { '∂z/∂x': rounded(slope), '∂x/∂z': rounded(inverse), '2x': exact(2 * x) };
    },
    rule: (q) => {
      if (agree(q['∂x/∂z'], q['2x'])) return 'holds';
      return agree(q['∂z/∂x'], q['2x']) ? 'misprint' : 'does not hold';
    },
  }),
  defineClaim(['angle off, x² + y²', 'angle off, x² + 10 y²'], {
    id: 'gradient-steepest',
    article: THIRD,
    quote: '梯度向量的方向即为函数值增长最快的方向。',
    measure: () => {
      const angleOff = (stretch: number) => {
        const f = (x: number, y: number) => x ** 2 + stretch * y ** 2;
        const [dx, dy] = gradientAt((x, y) => tf.add(tf.square(x), tf.mul(stretch, tf.square(y))), 1, 0.4);
        const angles = spaced(0, 2 * Math.PI, 3601);
        const heights = angles.map((angle) => f(1 + 1e-5 * Math.cos(angle), 0.4 + 1e-5 * Math.sin(angle)));
        const steepest = angles[heights.indexOf(Math.max(...heights))] ?? Number.NaN;
        const degrees = (Math.abs(steepest - Math.atan2(dy, dx)) * 180) / Math.PI;
        // The directions tried lie a tenth of a degree apart.
        return { value: degrees, low: degrees - 0.1, high: degrees + 0.1, error: 'rounding' as const };
      };
      return { 'angle off, x² + y²': angleOff(1), 'angle off, x² + 10 y²': angleOff(10) };
    },
    rule: (q) => holdsIf(isZero(q['angle off, x² + y²']) && isZero(q['angle off, x² + 10 y²'])),
  }),
  defineClaim(['steps, gradient', 'steps, Newton'], {
    id: 'gradient-fastest-way',
    article: THIRD,
    quote: '模型要学习知识，就要用最快最好的方式来完成，其实就是需要借助梯度来进行。',
    measure: () => {
      // x² + 100 y² from (1, 1), with the largest learning rate that suits both directions.
      let [x, y, steps] = [1, 1, 0];
      while (x ** 2 + 100 * y ** 2 > 1e-12 && steps < 10_000) {
        [x, y, steps] = [x - (2 * x) / 202, y - (200 * y) / 202, steps + 1];
      }
      // Newton divides each slope by its curvature and is there at once.
      const newton = [1 - (2 * 1) / 2, 1 - (200 * 1) / 200];
      return {
        'steps, gradient': exact(steps),
        'steps, Newton': exact(newton.every((at) => at === 0) ? 1 : 2),
      };
    },
    rule: (q) => holdsIf(!isAbove(q['steps, gradient'], q['steps, Newton'])),
  }),
  defineClaim(['|chain rule − autograd|', '|chain rule − differences|'], {
    id: 'chain-rule-words',
    article: THIRD,
    quote: '两个函数组合起来的复合函数，导数等于里面函数代入外函数值的导数，乘以里面函数之导数。',
    measure: chainRule,
    rule: (q) => holdsIf(isZero(q['|chain rule − autograd|']) && isZero(q['|chain rule − differences|'])),
  }),
  defineClaim(['|chain rule − autograd|', '|chain rule − differences|'], {
    id: 'chain-rule-example',
    article: THIRD,
    quote: 'g(x) 的导数 g′(x)=2x，f(x) 的导数 f′(x)=−sin(x)',
    measure: chainRule,
    rule: (q) => holdsIf(isZero(q['|chain rule − autograd|']) && isZero(q['|chain rule − differences|'])),
  }),
  defineClaim(['f′(g(1.5)) g′(1.5), f = cos(x² − 1)', 'f′(1.5)'], {
    id: 'chain-rule-notation',
    article: THIRD,
    quote: 'f′(x)=f′(g(x)) * g′(x)=−sin(x∧2−1) * 2x',
    measure: () => ({
      // The left-hand f is the whole; read as the same f on the right, the formula says something else.
      'f′(g(1.5)) g′(1.5), f = cos(x² − 1)': exact(byChainRule(1.5 ** 2 - 1) * 2 * 1.5),
      'f′(1.5)': exact(byChainRule(1.5)),
      'autograd at 1.5': rounded(slopesOf((x) => tf.cos(tf.sub(tf.square(x), 1)), [1.5])[0] ?? Number.NaN),
    }),
    rule: (q) => (agree(q['f′(g(1.5)) g′(1.5), f = cos(x² − 1)'], q['f′(1.5)']) ? 'holds' : 'misprint'),
  }),
] as const;

function chainRule() {
  const formula = XS.map(byChainRule);
  return {
    '|chain rule − autograd|': largestDifference(
      slopesOf((x) => tf.cos(tf.sub(tf.square(x), 1)), XS),
      formula,
    ),
    '|chain rule − differences|': largestDifference(
      XS.map((x) => differenceQuotient(composite, x)),
      formula,
    ),
  };
}
