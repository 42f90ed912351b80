import { createRequire } from 'node:module';

import { checkOneTensorflow } from './checkOneTensorflow.ts';

const CORE = '@tensorflow/tfjs-core';
const require = createRequire(import.meta.url);

checkOneTensorflow(require.resolve(CORE), createRequire(require.resolve('@tensorflow/tfjs')).resolve(CORE));

// Its gradients, its methods of tensors, and the cpu backend are there once it is loaded. Not by `import`, with which Node reads all
// of its files once more for the names that they export: that takes longer than to run them.
require('@tensorflow/tfjs');
