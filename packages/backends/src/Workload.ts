/**
 * What a model mostly computes, which decides the fastest backend: a handful of numbers (`tiny`), matrix
 * products (`dense`), or convolutions (`convolution`).
 */
export type Workload = 'tiny' | 'dense' | 'convolution';
