import type { Command } from 'commander';

/** What other tools call our options: that of ours, for those that no misspelling explains. */
const SYNONYMS: Readonly<Record<string, string>> = {
  '--lr': '--learning-rate',
  '--step-size': '--learning-rate',
  '--output': '--out',
  '--dir': '--out',
  '--folder': '--out',
  '--save': '--out',
  '-o': '--out',
  '--continue': '--resume',
  '--repeats': '--seeds',
  '--repetitions': '--seeds',
  '--trials': '--seeds',
  '--runs': '--seeds',
  '-n': '--seeds',
  '--random-state': '--seed',
  '--workers': '--jobs',
  '--threads': '--jobs',
  '--parallel': '--jobs',
  '--n-jobs': '--jobs',
  '-j': '--jobs',
  '--device': '--backend',
  '--gpu': '--backend',
  '--iterations': '--epochs',
  '--passes': '--epochs',
  '--steps': '--epochs',
  '--threshold': '--margin',
  '--tolerance': '--margin',
  '--reference': '--baseline',
  '--criterion': '--loss',
  '--objective': '--loss',
  '--file': '--csv',
  '--metric': '--rank-by',
  '--scoring': '--rank-by',
  '--label': '--target',
  '--y': '--target',
  '--columns': '--features',
  '--x': '--features',
  '--task': '--kind',
  '--layers': '--hidden',
  '--units': '--hidden',
  '--pictures': '--images',
  '--photos': '--images',
  '--language': '--lang',
  '--format': '--json',
  '--axis': '--over',
};

/** Where is said what a command has no option for. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '--learning-rate': 'Learning rates are searched for; losskit train takes --learning-rate.',
  '--batch-size': "A task of one's own says it: batchSize of defineTask.",
  '--optimizer': "A task of one's own says it: optimizer of defineTask.",
};

/** The line that commander adds where a name is near. */
const SUGGESTION = /\(Did you mean .*\)\n/;

/**
 * Commander's words about an option that it does not know, with what no misspelling explains: how the option of another tool
 * is called here, where else it is said, and that options of a loss are part of its name.
 *
 * @param losses - Names of options that losses have.
 */
export function withOptionHint(message: string, command: Command, losses: ReadonlySet<string>): string {
  const [, flag = ''] = /unknown option '([^'=]*)/.exec(message) ?? [];
  const own = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  const hinted = (hint: string) => `${message.replace(SUGGESTION, '')}(${hint})\n`;
  const meant = SYNONYMS[flag];
  if (meant !== undefined && own.has(meant)) return hinted(`Did you mean ${meant}?`);
  const option = flag.replace(/^-+/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const takesLosses = ['--loss', '--losses'].find((name) => own.has(name));
  if (takesLosses === undefined) return message;
  const elsewhere = ELSEWHERE[meant ?? flag];
  if (elsewhere !== undefined) return hinted(elsewhere);
  if (!losses.has(option)) return message;
  return hinted(`An option of a loss is part of its name, such as ${takesLosses} <name>:${option}=<value>.`);
}
