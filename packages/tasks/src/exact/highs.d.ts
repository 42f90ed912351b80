/** The part of HiGHS that exact minimisers use. The package's own types put the loader one `default` deeper than its module does. */
declare module 'highs' {
  export interface Highs {
    readonly constants: {
      readonly objectiveSense: { readonly maximize: -1 };
      readonly modelStatus: { readonly optimal: 7 };
    };
    /** Gives the model to the function, and frees its memory afterwards. */
    withModel<Result>(source: LinearProgram, use: (model: Model) => Result): Result;
  }

  /** Optimise colCost · x for rowLower ≤ matrix · x ≤ rowUpper and colLower ≤ x ≤ colUpper. */
  interface LinearProgram {
    readonly numCols: number;
    readonly numRows: number;
    readonly sense: -1;
    readonly colCost: Float64Array;
    readonly colLower: Float64Array;
    readonly colUpper: Float64Array;
    readonly rowLower: Float64Array;
    readonly rowUpper: Float64Array;
    readonly matrix: {
      readonly format: 'csc';
      readonly numRows: number;
      readonly numCols: number;
      readonly starts: Int32Array;
      readonly indices: Int32Array;
      readonly values: Float64Array;
    };
  }

  interface Model {
    readonly options: { set(options: Readonly<Record<string, number | boolean>>): void };
    run(): void;
    getModelStatus(): number;
    getObjectiveValue(): number;
    getSolution(): { readonly rowDual: Float64Array };
  }

  export default function loadHighs(): Promise<Highs>;
}
