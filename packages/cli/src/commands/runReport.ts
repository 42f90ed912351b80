import { join } from 'node:path';
import type { Language } from '@losskit/report';
import { readStudy } from '@losskit/study';

import { formatComparison } from '../output/formatComparison.ts';
import { note } from '../output/note.ts';
import { readCommand, writeReportAndFigures } from '../output/reportFolder.ts';
import { terminalWidth } from '../output/terminalWidth.ts';

export interface ReportCommandOptions {
  readonly lang: Language;
}

export async function runReport(folder: string, { lang }: ReportCommandOptions): Promise<void> {
  const { study, missing } = await readStudy(folder);
  const [first] = missing;
  if (first)
    note(
      `Not drawn: ${missing.length} of ${missing.length + study.runs.length} runs, whose files are missing, damaged or of another comparison ` +
        `(${first.task}, ${first.loss}, seed ${first.seed}${missing.length > 1 ? ' the first' : ''}). The verdicts are those of ${join(folder, 'comparison.json')}.`,
    );
  const command = await readCommand(folder);
  const report = await writeReportAndFigures(folder, study, { command, language: lang });
  process.stdout.write(`${formatComparison(study.comparison, terminalWidth())}\nReport: ${report}\n`);
}
