import type { Case, Target } from '../cases/Case.ts';
import { commandContestant } from '../protocol/commandContestant.ts';
import type { Suite } from './Suite.ts';

const BARE_NODE = 'node without a program';

/** What is typed after `losskit`, and the seconds of processor time that it may take, where a limit is set. */
const COMMANDS: readonly { readonly words: readonly string[]; readonly seconds?: number }[] = [
  { words: ['--help'], seconds: 0.15 },
  { words: ['list'], seconds: 0.5 },
  { words: ['compare', '--help'] },
  { words: ['show', 'huber'] },
];

const NAME = 'commands';

function caseOf(targets: readonly Target[]): Case {
  return {
    name: NAME,
    description: 'a command from its start to its end',
    work: { kind: 'command' },
    unit: 1,
    checkSteps: 0,
    targets,
  };
}

export const startUp: Suite = {
  name: 'start-up',
  description: 'how soon a command is there',
  threads: 'all',
  parts: () => [NAME],
  async run({ measure, losskit }) {
    const nameOf = (words: readonly string[]) => `losskit ${words.join(' ')}`;
    const targets = COMMANDS.flatMap(({ words, seconds }) =>
      seconds === undefined ? [] : [{ peer: nameOf(words), seconds, time: 'processor' } as const],
    );
    const contestants = [
      commandContestant(BARE_NODE, () => [process.execPath, '--eval', '0']),
      ...COMMANDS.map(({ words }) => commandContestant(nameOf(words), () => [...losskit, ...words])),
    ];
    await measure(caseOf(targets), { contestants, effort: { rounds: 15, warmUp: 0, limit: 60 } });
    return {};
  },
};
