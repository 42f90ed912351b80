import type { FunctionBuilder } from '../wasm/FunctionBuilder.ts';
import type { Walk } from './CellVectors.ts';
import { BLOCK } from './Reducer.ts';

/** A walk along the last axis, four cells at a time. */
export interface VectorWalk {
  /** The cells of the axis. */
  readonly width: number;
  /** Vectors that one turn of a loop takes. */
  readonly turns: number;
  /** Whether cells behind the end would count, and not only be written where nobody reads. */
  readonly reduces: boolean;
  /** Whether {@link flush} has to come after every {@link BLOCK} vectors. */
  readonly hasBlocks: boolean;
  step(walk: Walk): void;
  /** Ends a block. */
  flush(): void;
}

/** Writes the loops of a walk: over whole turns, block by block, over single vectors, and what is left. */
export function walkVectors(
  f: FunctionBuilder,
  { width, turns, reduces, hasBlocks, step, flush }: VectorWalk,
): void {
  const vectors = reduces ? Math.floor(width / 4) : Math.ceil(width / 4);
  const place = vectors > 1 ? f.local('i32') : undefined;
  if (place) {
    const turn = () => {
      f.inLockstep(
        Array.from(
          { length: turns },
          (_, index) => () => step({ place, shift: 16 * index, lanes: 4, turn: index }),
        ),
      );
    };
    const whole = Math.floor(vectors / turns) * turns;
    if (hasBlocks && vectors > BLOCK) {
      const end = f.local('i32');
      f.i32(0).tee(place).set(end);
      f.repeat(() => {
        const last = 16 * whole;
        f.get(end)
          .i32(16 * BLOCK)
          .op('i32.add')
          .tee(end)
          .i32(last)
          .get(end)
          .i32(last)
          .op('i32.lt_s', 'select')
          .set(end);
        f.repeat(() => {
          turn();
          f.get(place)
            .i32(16 * turns)
            .op('i32.add')
            .tee(place)
            .get(end)
            .op('i32.lt_s')
            .branchIf(0);
        });
        flush();
        f.get(place).i32(last).op('i32.lt_s').branchIf(0);
      });
      f.release(end);
    } else {
      f.loop(place, { from: 0, to: 16 * whole, step: 16 * turns }, turn);
    }
    f.loop(place, { from: 16 * whole, to: 16 * vectors, step: 16 }, () =>
      step({ place, shift: 0, lanes: 4, turn: 0 }),
    );
    f.release(place);
  } else if (vectors === 1) {
    step({ place: undefined, shift: 0, lanes: 4, turn: 0 });
  }
  const rest = width % 4;
  if (reduces && rest > 0) step({ place: undefined, shift: 16 * vectors, lanes: rest, turn: 0 });
  flush();
}
