import { Command } from 'commander';

import { STANDARD_INPUT } from '../eval/standardInput.ts';
import type { Interruption } from '../interruption.ts';
import { wrapWords } from '../output/wrapWords.ts';

const NOTES =
  "Inputs are in the order of the loss's parameters (losskit show <loss>); gradients are those of the value's sum, null for integer inputs. " +
  '"NaN", "Infinity" and "-Infinity" stand for themselves. A bad line is answered with {"id": …, "error": {"code": …, "message": …}}, the others still run, and the exit code is 1.';

/** `losskit eval` */
export function evalCommand(interruption: Interruption): Command {
  return new Command('eval')
    .description('values and gradients of losses on given numbers: JSON Lines in, JSON Lines out')
    .option('--input <file>', 'lines to answer; - is standard input', STANDARD_INPUT)
    .addHelpText(
      'after',
      ({ command }) => `
Each line is an object, and so is each answer:
  {"id": 1, "loss": "huber", "inputs": [[0, 0], [0.5, 3]], "options": {"delta": 1, "reduction": "none"}}
  {"id":1,"value":[0.125,2.5],"gradients":[[-0.5,-1],[0.5,1]]}

${wrapWords(NOTES, command.configureOutput().getOutHelpWidth?.() ?? Number.POSITIVE_INFINITY)}`,
    )
    .action(async ({ input }: { input: string }) => {
      const { runEval } = await import('./runEval.ts');
      await runEval(input, interruption);
    });
}
