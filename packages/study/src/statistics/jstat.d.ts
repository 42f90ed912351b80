declare module 'jstat' {
  /** The part of jStat that the statistics use. */
  const jstat: {
    readonly studentt: {
      inv(probability: number, degreesOfFreedom: number): number;
      cdf(x: number, degreesOfFreedom: number): number;
    };
  };
  export default jstat;
}
