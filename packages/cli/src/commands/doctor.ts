import { Command } from 'commander';

import type { DoctorOptions } from './runDoctor.ts';

/** `losskit doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what runs on this machine and how fast, and what to do where something does not')
    .option('--json', 'print the findings as one JSON object')
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('./runDoctor.ts');
      await runDoctor(options);
    });
}
