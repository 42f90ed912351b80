/** A learning rate as a pure function of the step; steps count from 0. */
export type Schedule = (step: number) => number;
