import { createRequire } from 'node:module';

// Its gradients, its methods of tensors, and the cpu backend are there once it is loaded. Not by `import`, with which Node reads all
// of its files once more for the names that they export: that takes longer than to run them.
createRequire(import.meta.url)('@tensorflow/tfjs');
