/** What keeps commands of pages from being run in a test, or from being run as they stand. */

/** Commands that are not run, by the reason. */
export const NOT_RUN: Readonly<Record<string, readonly string[]>> = {
  'it is done before tests run': ['npx -y pnpm@12 install', 'npx -y pnpm@12 build'],
  'CI runs it, in a fresh clone': ['npx -y pnpm@12 start'],
  'it asks a registry': [
    'npm install webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0',
    'npx -y pnpm@12 losskit backend install native',
  ],
  'it needs a graphics card': ['npx -y pnpm@12 losskit compare ./wages.task.ts --backend webgpu'],
  'it needs a broker, which tests of packages/cluster have': [
    'losskit worker --queue redis://127.0.0.1:6379 --jobs 8',
    'losskit compare linear fruit --queue redis://127.0.0.1:6379',
  ],
  'it needs a Slurm cluster, which tests of packages/cluster have': [
    'losskit compare ./wages.task.ts --out /shared/wages --slurm',
    'losskit compare ./wages.task.ts --out /shared/wages --slurm --partition short --time 30',
    'SBATCH_ACCOUNT=physics SBATCH_MEM_PER_CPU=4G losskit compare … --slurm',
  ],
  'it measures times for minutes': [
    'losskit bench step',
    'losskit bench step --json > before.json',
    'npx -y pnpm@12 bench step --python PYTHON',
    'npx -y pnpm@12 losskit bench step',
  ],
  'it serves until it is stopped': [
    'npx -y pnpm@12 --filter example-browser-worker start',
    'npx -y pnpm@12 --filter @losskit/playground start',
  ],
  'it takes minutes, and tests of the articles and the studies train less of it': [
    'npx -y pnpm@12 losskit article --lang zh',
    'npx -y pnpm@12 --filter example-article-case-study start',
    'npx -y pnpm@12 --filter example-article-case-study start report',
    'npx -y pnpm@12 losskit compare ./examples/studies/boxes.task.ts --seeds 5',
    'npx -y pnpm@12 losskit compare ./examples/studies/search.task.ts --seeds 10',
    'npx -y pnpm@12 losskit compare ./examples/studies/recidivism.task.ts --seeds 10',
    'npx -y pnpm@12 losskit compare ./examples/studies/ratings.task.ts --seeds 10',
  ],
  'it takes minutes, and another page trains its task': [
    'npx -y pnpm@12 losskit compare fruit-metric --losses arcFace:margin=0.1,scale=10,normalizedSoftmax:temperature=0.1,linearCrossEntropy,contrastive --seeds 5',
  ],
};

const FEW = ['--seeds', '2', '--epochs', '1'];

/** Commands that would take too long, with the words that are added to them. */
export const SHORTENED: Readonly<Record<string, readonly string[]>> = {
  'npx -y pnpm@12 losskit compare --images photos --losses crossEntropy,mse,huber --seeds 10': FEW,
  'npx -y pnpm@12 losskit compare fruit': FEW,
  'npx -y pnpm@12 losskit compare fruit --losses crossEntropy,categoricalFocal --stress imbalance=1,10 --seeds 5':
    FEW,
  'npx -y pnpm@12 losskit compare fruit --losses crossEntropy,generalizedCrossEntropy --stress label-noise=0,.4 --seeds 5':
    FEW,
  'npx -y pnpm@12 losskit compare fruit-mask --losses crossEntropy,0.5*dice+0.5*crossEntropy,dice --seeds 3':
    FEW,
  'npx -y pnpm@12 losskit compare fruit-metric --losses tripletMargin,supervisedContrastive,contrastive': FEW,
  'npx -y pnpm@12 losskit compare football --losses poissonNll,negativeBinomialNll:dispersion=0.05,negativeBinomialNll,mse --seeds 10':
    FEW,
};

/** Commands that their page has stopped, with a file that is there as soon as they can be. */
export const STOPPED: Readonly<Record<string, string>> = {
  'npx -y pnpm@12 losskit train fruit --loss crossEntropy --epochs 20 --out run': 'run/checkpoints',
};
