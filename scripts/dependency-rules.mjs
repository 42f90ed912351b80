// @ts-check

/** All that a program on top may import. */
const LIBRARY = [
  'backends',
  'compiler',
  'data',
  'errors',
  'files',
  'losses',
  'metrics',
  'random',
  'report',
  'study',
  'tasks',
  'trainer',
];

/**
 * Which packages a package may import, by folder name, and of which it may import types only. An example may
 * import every package but `testing`.
 *
 * @type {Readonly<Record<string, { values: readonly string[], types?: readonly string[] }>>}
 */
export const ALLOWED_PACKAGES = {
  errors: { values: [] },
  files: { values: ['errors'] },
  losses: { values: ['errors'] },
  metrics: { values: ['errors'] },
  random: { values: ['errors'] },
  compiler: { values: ['errors'] },
  trainer: { values: ['compiler', 'errors', 'files', 'random'] },
  data: { values: ['errors', 'files', 'random'] },
  backends: { values: ['errors', 'files'] },
  tasks: { values: ['data', 'errors', 'files', 'losses', 'metrics', 'random', 'trainer'] },
  study: {
    values: ['backends', 'data', 'errors', 'files', 'losses', 'metrics', 'random', 'tasks', 'trainer'],
  },
  cluster: { values: ['errors', 'files', 'study', 'tasks'] },
  report: { values: ['errors', 'files'], types: ['data', 'study', 'tasks'] },
  article: { values: LIBRARY },
  bench: { values: LIBRARY },
  cli: { values: ['article', 'bench', 'cluster', ...LIBRARY] },
  testing: { values: ['backends', 'compiler', 'errors', 'files', 'losses', 'random', 'trainer'] },
};

/** What test code of every package may import besides: helpers, and seeded numbers for its inputs. */
export const TEST_PACKAGES = ['random', 'testing'];

/**
 * Folders of a package's `src` from top to bottom: a file imports from its own folder or from lower ones.
 * Folders that are not listed, such as the families of losses, are above all of these. Test code imports what
 * it tests with.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const FOLDERS_FROM_TOP = {
  losses: ['layouts', 'contract', 'ops', 'autodiff'],
  trainer: ['loop', 'engine', 'layersModel', 'step', 'optimizers', 'schedules', 'model', 'options'],
};
