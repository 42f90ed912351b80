declare module 'jstat' {
  /** The part of jStat that the statistics use. */
  const jstat: {
    readonly studentt: {
      inv(probability: number, degreesOfFreedom: number): number;
      cdf(x: number, degreesOfFreedom: number): number;
    };
    readonly normal: {
      inv(probability: number, mean: number, deviation: number): number;
      cdf(x: number, mean: number, deviation: number): number;
    };
    readonly tukey: {
      inv(probability: number, groups: number, degreesOfFreedom: number): number;
      cdf(q: number, groups: number, degreesOfFreedom: number): number;
    };
    readonly beta: {
      inv(probability: number, alpha: number, beta: number): number;
    };
  };
  export default jstat;
}
