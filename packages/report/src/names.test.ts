import { expect, test } from 'vitest';

import { breakableName, capitalised, metricTitle, nameLines, shortenedLoss } from './names.ts';

test.each([
  ['macroF1', 'macro F1'],
  ['expectedCalibrationError', 'expected calibration error'],
  ['rmse', 'RMSE'],
  ['rocAuc', 'ROC AUC'],
])('the metric %s is read as %s', (name, title) => {
  expect(metricTitle(name)).toBe(title);
});

test.each([
  ['meanSquaredError+l2Penalty', 'mean|Squared|Error|+|l2|Penalty'],
  ['huber:delta=0.25', 'huber:|delta=0.25'],
  ['barron:alpha=-2,scale=3', 'barron:|alpha=-2,|scale=3'],
  ['r0_7.jpg', 'r0_|7.|jpg'],
])('%s breaks between its words and options, not within a number', (name, parts) => {
  expect(breakableName(name).markup).toBe(parts.replaceAll('|', '<wbr>'));
});

test.each([
  ['huber:delta=0.25', 40, 'huber:delta=0.25'],
  ['meanSquaredError+l2Penalty', 20, 'meanSquar…+l2Penalty'],
  ['crossEntropy:labelSmoothing=0.1+l2Penalty:lambda=0.001', 40, 'crossE…:labelS…=0.1+l2Pena…:lambda=0.001'],
  ['a'.repeat(60), 10, `${'a'.repeat(9)}…`],
  ['huber:delta=0.123456789012345678901234567890', 20, 'huber:delt…234567890'],
])('%s in %i characters keeps its options', (name, length, shortened) => {
  expect(shortenedLoss(name, length)).toBe(shortened);
  expect([...shortened].length).toBeLessThanOrEqual(length);
});

test.each([
  ['huber', 13, ['huber']],
  ['meanSquaredError+l2Penalty', 13, ['meanSquared', 'Error+l2', 'Penalty']],
  [
    'crossEntropy:labelSmoothing=0.1+l2Penalty:lambda=0.001',
    16,
    ['crossE…:label', 'Sm…=0.1+l2', 'Penal…:lambda=0.001'],
  ],
])('%s in lines of %i characters keeps its options', (name, length, lines) => {
  expect(nameLines(name, length)).toEqual(lines);
});

test('a sentence begins with a capital', () => {
  expect(['accuracy', 'RMSE', ''].map(capitalised)).toEqual(['Accuracy', 'RMSE', '']);
});
