import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname, tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Slurm cluster of this machine alone, reached from nowhere else. */
export interface LoopbackSlurm {
  /** What programs such as `sbatch` need to reach it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly nodes: readonly string[];
  /** Ids of the jobs that run; the tasks of an array are jobs of their own. */
  runningJobs(): Promise<readonly string[]>;
  /** Ends all processes of a job at once, as a system does that runs out of memory. */
  killJob(id: string): Promise<void>;
  /** Loses a node, as when its power fails: its daemon and all that its jobs have started end at once. */
  killNode(name: string): Promise<void>;
  /** Starts the daemon of a lost node again. */
  restartNode(name: string): Promise<void>;
  stop(): Promise<void>;
}

const SERVERS = ['munged', 'slurmctld', 'slurmd'];
const CLIENTS = ['sbatch', 'squeue', 'scancel', 'sinfo'];
/** Where servers are that are on no ordinary user's path. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

const PATIENCE = 60_000;
const INTERVAL = 200;
/** Seconds after which the controller gives up a node that does not answer. */
const LOST_AFTER = 10;

function pathOf(program: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, program)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The programs that a loopback Slurm needs and that this machine lacks. */
export function missingSlurmPrograms(): readonly string[] {
  return [...SERVERS, ...CLIENTS].filter((program) => pathOf(program) === undefined);
}

/** Ports that nothing listens on. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.flatMap((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? [address.port] : [];
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

function configuration(folder: string, nodes: ReadonlyMap<string, number>, controllerPort: number): string {
  const { username } = userInfo();
  const host = hostname();
  const nodeLines = [...nodes].map(
    ([name, port]) => `NodeName=${name} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${port} CPUs=1`,
  );
  return `ClusterName=loopback
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controllerPort}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
AuthInfo=socket=${join(folder, 'munge.socket')}
CredType=cred/munge
SlurmUser=${username}
SlurmdUser=${username}
StateSaveLocation=${join(folder, 'state')}
SlurmdSpoolDir=${join(folder, 'spool-%n')}
SlurmctldPidFile=${join(folder, 'slurmctld.pid')}
SlurmdPidFile=${join(folder, '%n.pid')}
SlurmctldLogFile=${join(folder, 'slurmctld.log')}
SlurmdLogFile=${join(folder, '%n.log')}
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/linear
ReturnToService=2
SlurmdTimeout=${LOST_AFTER}
InactiveLimit=0
KillWait=1
MinJobAge=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
${nodeLines.join('\n')}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

/** The processes in whose environment all of these stand: a job's outlive the daemon that started them. */
async function processesWith(settings: readonly string[]): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    all.map(async (name) => {
      // It has ended meanwhile, or is another user's.
      const text = await readFile(join('/proc', name, 'environ'), 'utf8').catch(() => '');
      const environment = text.split('\0');
      return settings.every((setting) => environment.includes(setting)) ? [Number(name)] : [];
    }),
  );
  return found.flat();
}

async function killWith(settings: readonly string[]): Promise<void> {
  for (const pid of await processesWith(settings)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Starts a controller and a daemon for each of `count` nodes of one processor, with their state in a temporary folder. */
export async function startLoopbackSlurm(count: number): Promise<LoopbackSlurm> {
  const folder = await mkdtemp(join(tmpdir(), 'losskit-slurm-'));
  await mkdir(join(folder, 'state'));
  const key = join(folder, 'munge.key');
  await writeFile(key, randomBytes(128), { mode: 0o400 });
  const [controllerPort = 0, ...nodePorts] = await freePorts(count + 1);
  const ports = new Map(nodePorts.map((port, index) => [`node${index + 1}`, port]));
  const configurationFile = join(folder, 'slurm.conf');
  await writeFile(configurationFile, configuration(folder, ports, controllerPort));
  const environment = { ...process.env, SLURM_CONF: configurationFile };
  const ends: Promise<unknown>[] = [];

  const own = `SLURM_CONF=${configurationFile}`;

  function startServer(program: string, words: readonly string[], settings: NodeJS.ProcessEnv = {}): void {
    const path = pathOf(program);
    if (path === undefined) throw new Error(`expected ${program} to be installed.`);
    // No terminal's Ctrl-C reaches it: who started it stops it.
    const server = spawn(path, words, {
      env: { ...environment, ...settings },
      stdio: 'ignore',
      detached: true,
    });
    ends.push(once(server, 'exit'));
  }

  const startNode = (name: string) => startServer('slurmd', ['-D', '-N', name], { SLURMD_NODENAME: name });

  async function untilIdle(names: readonly string[]): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    for (let answer = ''; ; ) {
      try {
        const { stdout } = await run('sinfo', ['--noheader', '--Node', '--format=%N %T'], {
          env: environment,
        });
        answer = stdout;
        const states = new Map(stdout.split('\n').map((line) => [line.split(' ')[0], line.split(' ')[1]]));
        if (names.every((name) => states.get(name) === 'idle')) return;
      } catch (error) {
        answer = String(error);
      }
      if (performance.now() > deadline) {
        const log = await readFile(join(folder, 'slurmctld.log'), 'utf8').catch(() => '');
        throw new Error(`expected a Slurm cluster that is ready, got: ${answer}\n${log.slice(-2000)}`);
      }
      await setTimeout(INTERVAL);
    }
  }

  async function stop(): Promise<void> {
    await killWith([own]);
    await Promise.all(ends);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await chmod(folder, 0o755);
    startServer('munged', [
      '--foreground',
      '--force',
      `--socket=${join(folder, 'munge.socket')}`,
      `--key-file=${key}`,
      `--log-file=${join(folder, 'munged.log')}`,
      `--pid-file=${join(folder, 'munged.pid')}`,
      `--seed-file=${join(folder, 'munged.seed')}`,
    ]);
    startServer('slurmctld', ['-D']);
    for (const name of ports.keys()) startNode(name);
    await untilIdle([...ports.keys()]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    environment,
    nodes: [...ports.keys()],
    async runningJobs() {
      const { stdout } = await run('squeue', ['--noheader', '--array', '--states=RUNNING', '--format=%A'], {
        env: environment,
      });
      return stdout.split('\n').filter((id) => id !== '');
    },
    killJob: (id) => killWith([own, `SLURM_JOB_ID=${id}`]),
    killNode: (name) => killWith([own, `SLURMD_NODENAME=${name}`]),
    async restartNode(name) {
      startNode(name);
      await untilIdle([name]);
    },
    stop,
  };
}
