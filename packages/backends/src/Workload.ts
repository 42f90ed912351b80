/**
 * What a model mostly computes, which decides the fastest backend: a handful of numbers (`tiny`), matrix
 * products (`dense`), convolutions (`convolution`), or so many of either that a graphics card gains (`large`).
 */
export type Workload = 'tiny' | 'dense' | 'convolution' | 'large';
