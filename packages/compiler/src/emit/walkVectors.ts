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

/** Writes the loops of a walk: over whole blocks, over whole turns, over single vectors, and what is left. */
export function walkVectors(
  f: FunctionBuilder,
  { width, turns, reduces, hasBlocks, step, flush }: VectorWalk,
): void {
  const vectors = reduces ? Math.floor(width / 4) : Math.ceil(width / 4);
  const place = vectors > 1 ? f.local('i32') : undefined;
  if (place) {
    const turn = () => {
      for (let index = 0; index < turns; index++) step({ place, shift: 16 * index, lanes: 4, turn: index });
    };
    const span = (from: number, to: number) =>
      f.loop(place, { from: 16 * from, to: 16 * to, step: 16 }, () =>
        step({ place, shift: 0, lanes: 4, turn: 0 }),
      );
    let done = 0;
    if (hasBlocks && vectors > BLOCK) {
      done = Math.floor(vectors / BLOCK) * BLOCK;
      const end = f.local('i32');
      f.i32(0).set(place);
      f.loop(end, { from: 16 * BLOCK, to: 16 * done + 1, step: 16 * BLOCK }, () => {
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
      });
      f.release(end);
    } else if (turns > 1) {
      done = Math.floor(vectors / turns) * turns;
      f.loop(place, { from: 0, to: 16 * done, step: 16 * turns }, turn);
    }
    span(done, vectors);
    f.release(place);
  } else if (vectors === 1) {
    step({ place: undefined, shift: 0, lanes: 4, turn: 0 });
  }
  const rest = width % 4;
  if (reduces && rest > 0) step({ place: undefined, shift: 16 * vectors, lanes: rest, turn: 0 });
  flush();
}
