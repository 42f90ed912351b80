import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const losskit = fileURLToPath(new URL('main.js', import.meta.resolve('losskit')));
const folder = await mkdtemp(join(tmpdir(), 'losskit-machines-'));
const [out, todo] = [join(folder, 'shared'), join(folder, 'todo')];
const words = ['compare', 'linear', '--losses', 'mse,mae', '--seeds', '5', '--out', out];

/** What another machine would do: one command of the file, in a process of its own. */
function machine(command: string) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { stdio: 'ignore' });
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}.`)),
    );
  });
}

// Rates are searched before the runs that count, so there are a few rounds.
for (let round = 1; ; round++) {
  const said = execFileSync(
    process.execPath,
    [losskit, ...words, '--export-commands', todo, '--task-seconds', '10'],
    {
      encoding: 'utf8',
    },
  );
  if (said !== '') {
    console.log(said.split('\n')[0]);
    break;
  }
  const commands = (await readFile(todo, 'utf8')).trim().split('\n');
  console.log(`round ${round}: ${commands.length} commands`);
  await Promise.all(commands.map(machine));
  assert(round < 20 && existsSync(out));
}

const here = join(folder, 'here');
execFileSync(process.execPath, [losskit, ...words.slice(0, -1), here], { stdio: 'ignore' });
const bytesOf = (where: string) => readFile(join(where, 'comparison.json'), 'utf8');
assert.equal(await bytesOf(out), await bytesOf(here), 'Expected the bytes of one machine.');
console.log('comparison.json has the bytes of one machine.');
await rm(folder, { recursive: true });
