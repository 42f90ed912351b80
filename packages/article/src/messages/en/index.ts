import { code, figure, formula, heading, list, paragraph } from '../../document/Block.ts';
import type { Messages } from '../Messages.ts';
import { chapters, claimsChapter } from './chapters.ts';
import { classificationClaims } from './classificationClaims.ts';
import { entropyClaims } from './entropyClaims.ts';
import { learningClaims } from './learningClaims.ts';
import { lossClaims } from './lossClaims.ts';
import { namedLosses } from './namedLosses.ts';
import { regressionClaims } from './regressionClaims.ts';
import { smoothingClaims } from './smoothingClaims.ts';
import { verdicts } from './verdicts.ts';

const claims = {
  ...lossClaims,
  ...regressionClaims,
  ...classificationClaims,
  ...entropyClaims,
  ...smoothingClaims,
  ...learningClaims,
};

export const english: Messages = {
  language: 'en',
  title: 'What five articles say about loss functions, and what holds',
  subtitle: ({ claims: count, seeds }) =>
    `${count} statements measured, and the case study over up to ${seeds} seeds, by losskit.`,
  words: {
    contents: 'Contents',
    checked: 'Checked:',
    measured: 'Measured:',
    figure: (number) => `Figure ${number}.`,
    formula: (number) => `Formula ${number}`,
    code: (number) => `Code ${number}`,
    verdicts,
  },
  claims,
  undecided: 'The intervals leave it open. More seeds may tell.',
  labelOf: (label) => label,
  statementOf: (id) => claims[id].statement,
  chapters: (facts) => [
    ...chapters(facts),
    heading(2, 'named-losses', 'The chapter that was left empty'),
    paragraph(
      'The fourth article ends in fourteen headings without text, from NLL to CTC. Here is what might have stood there. Each call can be pasted after `import * as losses from "@losskit/losses"`.',
    ),
    ...facts.named.flatMap(({ heading: title, name, formula: tex, code: call, value }) => [
      heading(3, `named-${name}`, `${title}: \`${name}\``),
      paragraph(namedLosses[name] ?? ''),
      formula(tex),
      code(`${call} // ${value}`),
      figure(`named-${name}`, `\`${name}\` of one sample, and its slope.`),
    ]),
  ],
  claimsChapter,
  articleHeading: (file, number) => `Article ${number}: ${file}`,
  ending: ({ seeds }) => [
    heading(2, 'repeat', 'How it was measured'),
    list(
      `Everything random comes from seeds: the same command on the same versions and kind of machine prints the same numbers, bit for bit. Trainings: up to ${seeds} seeds, in each the same data, first weights and batch order for every loss.`,
      'A statement that one loss does better than another is decided by their differences to a loss that was named before anything was run: Huber on the line, cross-entropy on the pictures. These intervals hold for all losses of a comparison together. What they leave open is undecided.',
      'Statements that need no training are measured in plain JavaScript. Formulas of the articles are computed in 64 bits as they are printed, and compared with the library’s losses in 32 bits.',
      'Models are a linear one and a small network. Another model, other data or other options of the losses may order them differently.',
      'The articles’ pictures were not there; all figures are new.',
    ),
    paragraph('To repeat it: `losskit article --lang en`; with your photographs: `--data folder`.'),
  ],
};
