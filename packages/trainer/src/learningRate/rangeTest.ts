/** One step of a learning rate range test. */
export interface RangeTestPoint {
  readonly learningRate: number;
  /** The loss before the step's update. */
  readonly loss: number;
  /** Running mean of the losses up to here, with decay 0.9 and weights that sum to 1. */
  readonly smoothed: number;
}

/** Why a range test ended. */
export type RangeTestStop = 'highest reached' | 'diverged' | 'not finite' | 'batches ended';

/** A range test under way: takes losses, says when to stop, and what follows from them. */
export interface RangeTest {
  readonly table: readonly RangeTestPoint[];
  /** Takes the loss at a rate; gives the reason if the test is over. */
  add(learningRate: number, loss: number): RangeTestStop | undefined;
  result(): { readonly table: readonly RangeTestPoint[]; readonly suggestion: number | undefined };
}

const SMOOTHING = 0.9;
/** How far, in falls of the loss, a rise may go. */
const TOLERANCE = 3;
/** What float32 cannot tell apart, as a fraction of the loss. */
const RESOLUTION = 1e-6;

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Standard deviation of numbers about a slow trend, from the differences of neighbours. */
function deviation(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0;
  return Math.sqrt(
    mean(numbers.slice(1).map((number, index) => (number - (numbers[index] ?? number)) ** 2)) / 2,
  );
}

/**
 * A range test of `steps` rates that grow exponentially. Every rule holds for a loss plus a constant as for
 * the loss.
 */
export function rangeTest(steps: number): RangeTest {
  const table: RangeTestPoint[] = [];
  // The first rates are too low to matter: their losses show where the loss starts and how much it varies.
  const quiet = Math.max(5, Math.round(steps / 10));
  const reach = Math.max(2, Math.round(steps / 20));
  let running = 0;
  let best = Number.POSITIVE_INFINITY;

  function start(): { level: number; noise: number } {
    const losses = table.slice(0, quiet).map(({ loss }) => loss);
    const level = mean(losses);
    return { level, noise: Math.max(deviation(losses), RESOLUTION * Math.abs(level)) };
  }

  function limit(): number {
    const { level, noise } = start();
    return best + TOLERANCE * Math.max(level - best, noise);
  }

  function suggestion(): number | undefined {
    // A rise far beyond the limit would drown the fall before it.
    const ceiling = limit();
    const losses = table.map(({ loss }) => Math.min(loss, ceiling));
    const means = losses.map((_, index) => mean(losses.slice(Math.max(index - reach, 0), index + reach + 1)));
    const lowest = Math.min(...means);
    const { level, noise } = start();
    if (!(level - lowest > noise)) return undefined;
    const fallen = means
      .slice(0, means.indexOf(lowest))
      .findLastIndex((value) => value > (level + lowest) / 2);
    return table[fallen + 1]?.learningRate;
  }

  return {
    table,
    add(learningRate, loss) {
      if (!Number.isFinite(loss)) return 'not finite';
      running = SMOOTHING * running + (1 - SMOOTHING) * loss;
      const smoothed = running / (1 - SMOOTHING ** (table.length + 1));
      table.push({ learningRate, loss, smoothed });
      best = Math.min(best, smoothed);
      if (table.length > quiet && smoothed > limit()) return 'diverged';
      return table.length >= steps ? 'highest reached' : undefined;
    },
    result: () => ({ table, suggestion: suggestion() }),
  };
}
