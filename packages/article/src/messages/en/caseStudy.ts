import { methodWords } from '@losskit/study';

import { type Block, figure, heading, list, paragraph, table } from '../../document/Block.ts';
import type { Facts, RankedTask } from '../../facts.ts';

function rankingTable(caption: string, { losses }: RankedTask): Block {
  return table(
    caption,
    ['loss', 'mean and 95 % interval', 'against the best', 'failed runs', 'learning rate', 'verdict'],
    losses.map((one) => [
      `\`${one.loss}\``,
      one.score,
      one.difference,
      one.failed,
      one.learningRate,
      one.verdict,
    ]),
  );
}

function rankings({ seeds, linear, fruit, fruitParts, outliers, photographs }: Facts): Block[] {
  return [
    heading(2, 'case-study', 'The case study'),
    paragraph(
      `Two of the articles announce an example in code that their texts don’t have. Here it is: the same model is trained with loss after loss over up to ${seeds} paired seeds, each loss with a learning rate searched for it, and judged on test data by a measure that no loss owns. Each seed draws data of its own, unless they are photographs. The intervals of the differences hold for all losses of a table together.`,
    ),
    list(...Object.entries(methodWords().verdicts).map(([verdict, meaning]) => `**${verdict}**: ${meaning}`)),
    heading(3, 'case-linear', 'A line through outliers'),
    paragraph(
      `$y = 4 + 2.5x$ with noise; ${outliers} training rows are outliers above the line, the test rows are clean. A difference of ${linear.margin} ${linear.metric} matters.`,
    ),
    figure('case-linear', 'RMSE on clean test rows: a dot per seed, the mean and its 95 % interval.'),
    rankingTable('Losses on the line, by RMSE (lower is better)', linear),
    paragraph(linear.answer),
    heading(3, 'case-fruit', 'Apple, pear or orange'),
    paragraph(
      `${
        photographs
          ? 'The photographs that were given, one fruit in each.'
          : `Drawn pictures of 32 × 32 pixels in which neither colour nor shape alone decides; ${fruitParts.train} to train on, ${fruitParts.test} to test.`
      } A difference of ${fruit.margin} ${fruit.metric} matters.`,
    ),
    figure('case-fruit', 'Accuracy on test pictures.'),
    rankingTable('Losses on the fruits, by accuracy (higher is better)', fruit),
    paragraph(fruit.answer),
  ];
}

function asides({ bowls, bowlParts, unknown, pineapples }: Facts): Block[] {
  return [
    heading(3, 'case-bowls', 'Several fruits in one picture'),
    paragraph(
      `The first article sets this case aside. ${bowlParts.train} drawn bowls with one to three fruits each, ${bowlParts.test} to test; the threshold of the probability is chosen on ${bowlParts.validation} others. Asked is of each fruit whether it is there.`,
    ),
    figure('case-fruit-bowl', 'Share of bowls in which all three answers are right.'),
    table(
      'Bowls, by loss',
      ['loss', 'all three right', 'single answers right', 'verdict'],
      bowls.map(({ loss, allRight, eachRight, verdict }) => [`\`${loss}\``, allRight, eachRight, verdict]),
    ),
    paragraph(
      'One binary cross-entropy per fruit lets the answers be independent. Softmax must share one probability out, and a fruit that is there takes from the others.',
    ),
    heading(3, 'case-pineapple', 'The pineapple'),
    paragraph(
      'The other case set aside: the classifier of three fruits is shown a fourth one that it never saw.',
    ),
    { kind: 'pictures', sources: pineapples, caption: 'Some of the pineapples.' },
    figure(
      'pineapple',
      'Share of pictures whose largest probability is at least x, known fruits and pineapples.',
    ),
    table(
      'What the classifier says of pineapples',
      [
        'loss',
        'accuracy on known fruits',
        'pineapples named with p > 0.9',
        'refused at 95 % of known kept',
        'AUC',
      ],
      unknown.map((one) => [`\`${one.loss}\``, one.accuracy, one.sure, one.refused, one.auc]),
    ),
    paragraph(
      'A large probability says which of the known fruits it resembles most, not that it is one of them. Independent sigmoids could say no three times, but nobody taught them to.',
    ),
  ];
}

/** What the trainings came to. */
export function caseStudy(facts: Facts): Block[] {
  return [...rankings(facts), ...asides(facts)];
}
