import { join } from 'node:path';
import { readWholeFile } from '@losskit/files';
import {
  type IsShown,
  LIVE_POLICY,
  type LivePhase,
  type LiveSection,
  type LiveStatus,
  type LiveTask,
  liveFiles,
  livePage,
  lossesSection,
  openedRuns,
  readingSection,
  runsSection,
  verdictsSection,
} from '@losskit/report';
import type { CompareProgress, ComparisonPlan, InterimTask, RunRecord, TaskProblem } from '@losskit/study';

import { REPORT } from '../output/reportFolder.ts';
import type { Part } from './eventStream.ts';
import type { Content } from './liveServer.ts';

interface LiveHooks {
  readonly onPlan: (plan: ComparisonPlan) => void;
  readonly onProgress: (progress: CompareProgress) => void;
  readonly onInterim: (interim: InterimTask) => void;
  readonly onProblem: (problem: TaskProblem) => void;
}

/** All that is known of a comparison so far, as pages show it. */
export interface LiveComparison {
  phase: LivePhase;
  /** Why it failed; empty where it did not. */
  problem: string;
  /** What is to be told of the comparison. */
  readonly hooks: LiveHooks;
  parts(query: URLSearchParams): Promise<readonly Part[]>;
  get(path: string, query: URLSearchParams): Promise<Content | undefined>;
}

type Progress = Pick<LiveStatus, 'runsDone' | 'runsTotal' | 'fraction' | 'secondsLeft'>;

function sectionPart(section: LiveSection): Part {
  return { event: 'section', id: section.id, data: JSON.stringify(section) };
}

/** Keeps what was made of an object, under some key, for as long as there is that object. */
function keptParts<Source extends object>() {
  const made = new WeakMap<Source, Map<string, Promise<Part>>>();
  return (source: Source, key: string, make: () => Promise<LiveSection>): Promise<Part> => {
    const ofSource = made.get(source) ?? new Map<string, Promise<Part>>();
    const part = ofSource.get(key) ?? make().then(sectionPart);
    made.set(source, ofSource.set(key, part));
    return part;
  };
}

/**
 * Opens what pages show of a comparison.
 *
 * @param onChange - Called whenever there is something new.
 */
export function liveComparison(title: string, folder: string, onChange: () => void): LiveComparison {
  const files = liveFiles();
  const tasks = new Map<string, LiveTask>();
  const verdicts = keptParts<InterimTask | LiveTask>();
  const runs = keptParts<LiveTask>();
  const fixed = keptParts<ComparisonPlan>();
  let plan: ComparisonPlan | undefined;
  let phase: LivePhase = 'running';
  let problem = '';
  let progress: Progress = { runsDone: 0, runsTotal: 0, fraction: 0, secondsLeft: null };

  function change(name: string, changed: (task: LiveTask) => Partial<LiveTask>): void {
    const task = tasks.get(name);
    if (task) tasks.set(name, { ...task, ...changed(task) });
    onChange();
  }

  function isSameRun(one: RunRecord, { loss, seed, learningRate }: RunRecord): boolean {
    return one.loss === loss && one.seed === seed && one.learningRate === learningRate;
  }

  async function sectionsOf(known: ComparisonPlan, query: URLSearchParams): Promise<readonly Part[]> {
    const { config } = known;
    const hidden = config.losses.filter((loss) => query.getAll('hide').includes(loss));
    const isShown: IsShown = (loss) => !hidden.includes(loss);
    const key = JSON.stringify(hidden);
    const ofTasks = [...tasks.values()].flatMap((task, index) => {
      const id = `task-${index + 1}`;
      return [
        verdicts(task.problem === undefined ? (task.interim ?? task) : task, key, () =>
          verdictsSection(id, task, config, isShown),
        ),
        runs(task, key, () => runsSection(`${id}-runs`, task, config, isShown)),
      ];
    });
    return Promise.all([
      fixed(known, key, () => lossesSection('losses', config, isShown)),
      ...ofTasks,
      fixed(known, 'reading', () => readingSection('reading', config)),
    ]);
  }

  const hooks: LiveHooks = {
    onPlan(next) {
      plan = next;
      for (const task of next.tasks) {
        // After a stop the same comes again; what was shown stays until then.
        const before = tasks.get(task.task) ?? { interim: undefined, records: [], problem: undefined };
        tasks.set(task.task, { ...before, plan: task });
      }
      onChange();
    },
    onProgress({ record, runsDone, runsTotal, fraction, secondsLeft }) {
      progress = { runsDone, runsTotal, fraction, secondsLeft: secondsLeft ?? null };
      change(record.task, ({ records }) => ({
        records: [...records.filter((one) => !isSameRun(one, record)), record],
      }));
    },
    onInterim(interim) {
      change(interim.result.task, ({ interim: before }) => {
        const isOlder = before !== undefined && !interim.isFinal && interim.seeds < before.seeds;
        return { interim: isOlder ? before : interim };
      });
    },
    onProblem({ task, message }) {
      // Before it is planned it has no place of its own.
      if (!tasks.has(task)) problem = `${problem} ${task} is not compared: ${message}`.trim();
      change(task, () => ({ problem: message }));
    },
  };

  return {
    get phase() {
      return phase;
    },
    set phase(next) {
      phase = next;
      onChange();
    },
    get problem() {
      return problem;
    },
    set problem(text) {
      problem = text;
      onChange();
    },
    hooks,
    async parts(query) {
      const sections = plan ? await sectionsOf(plan, query) : [];
      const status: LiveStatus = {
        version: 1,
        phase,
        title,
        folder,
        problem,
        ...progress,
        sections: sections.map(({ id }) => id),
      };
      return [{ event: 'status', id: 'status', data: JSON.stringify(status) }, ...sections];
    },
    async get(path, query) {
      if (path === '')
        return { type: 'text/html; charset=utf-8', text: livePage(title), policy: LIVE_POLICY };
      const file = files.get(path);
      if (file) return { type: file.type, text: await file.text() };
      if (path === 'report' && phase === 'finished') {
        const text = new TextDecoder().decode(await readWholeFile(join(folder, REPORT)));
        return { type: 'text/html; charset=utf-8', text };
      }
      const task = path === 'run' ? tasks.get(query.get('task') ?? '') : undefined;
      const opened = task && plan && (await openedRuns('opened', query, task, plan.config));
      return opened && { type: 'application/json', text: JSON.stringify(opened) };
    },
  };
}
