import { allLosses } from '@losskit/losses/registry';
import { expect, test } from 'vitest';

import { wordsOfLoss } from '../losses/wordsOfLoss.ts';
import { texToText } from './texToText.ts';

test.each([
  [String.raw`\frac12 (\hat y - y)^2`, '½ (ŷ − y)²'],
  [String.raw`\frac{z^2}{2}`, 'z²/2'],
  [String.raw`\frac{a + b}{c}`, '(a + b)/c'],
  [String.raw`\frac{1}{2\beta}`, '1/(2β)'],
  [String.raw`-\sum_c t_c \log \frac{e^{z_c}}{\sum_j e^{z_j}}`, '−Σ_c t_c log(e^(z_c)/(Σ_j e^(z_j)))'],
  [String.raw`\max\left(0, 1 - y z\right)^2`, 'max(0, 1 − y z)²'],
  [String.raw`\Big(\sum_{i \ne c} \max_{j} x_j\Big)`, '(Σ_(i ≠ c) max_j x_j)'],
  [String.raw`\sqrt{x^2 + 1} - 1`, '√(x² + 1) − 1'],
  [String.raw`\log(1 + e^{-x}),\quad x = a\,b`, 'log(1 + e⁻ˣ), x = a b'],
  [
    String.raw`\begin{cases} d & y = 1 \\ m - d & \text{otherwise} \end{cases}`,
    '{ d if y = 1; m − d otherwise }',
  ],
  [String.raw`\|y\|\,\lVert \hat y \rVert_2`, '‖y‖ ‖ŷ‖₂'],
  [String.raw`\unknown x`, String.raw`\unknown x`],
  ['', ''],
  ['{{}', ''],
])('%s is %s', (tex, text) => {
  expect(texToText(tex)).toBe(text);
});

test.each(allLosses.map((loss) => [loss.declaration.name, wordsOfLoss(loss).formula]))(
  'the formula of %s is readable',
  (_name, formula) => {
    const text = texToText(formula);
    expect(text).toMatch(/^[^\\$&\n\u2009]+$/u);
    for (const [open, close] of ['()', '[]', '{}', '⟨⟩'].map((pair) => [...pair])) {
      expect(text.split(open ?? '').length).toBe(text.split(close ?? '').length);
    }
    expect(text).not.toMatch(/\s{2}|^\s|\s$|\( | \)/);
  },
);
