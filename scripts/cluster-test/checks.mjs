// @ts-check

/** What is checked on several machines, each by a script of this folder. */
export const CLUSTER_CHECKS = [
  {
    id: 'E1',
    harm: 'kill -9 of two tasks, a node and the process itself in each `compare --slurm`, at random moments, on a loopback Slurm of three nodes',
    promise:
      'what was lost is run again, by the same command where one run met two deaths; at the end there is every run once, and the bytes of a comparison on one machine',
  },
];
