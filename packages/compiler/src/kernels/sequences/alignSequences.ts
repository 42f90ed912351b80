import { sizeOf } from '../../graph/View.ts';
import { numberOf } from '../attributes.ts';
import { type PlanKernel, UnsupportedError } from '../Kernel.ts';
import { walkAxes } from '../products/walk.ts';
import { AlignmentEmitter } from './AlignmentEmitter.ts';
import { alignmentLayout } from './alignmentLayout.ts';

/**
 * The kernel of `ctc`: minus the log probability of all alignments of each row of labels with its frames, and
 * the gradients of that with respect to the logits. A label that is no class makes both NaN.
 */
export const alignSequences: PlanKernel = (call) => {
  const [labels, logits, lengths] = call.inputs;
  if (!labels || !logits || !lengths) throw new TypeError('AlignSequences: expected three inputs.');
  const [frames = 0, classes = 0] = logits.shape.slice(-2);
  const sizes = { labels: labels.shape.at(-1) ?? 0, frames, classes, blank: numberOf(call, 'blank') };
  if (sizes.blank < 0 || sizes.blank >= classes) {
    throw new UnsupportedError(`expected the blank to be one of ${classes} classes, got ${sizes.blank}.`);
  }
  const rows = sizeOf(lengths.shape);
  const [labelBytes, frameBytes] = [4 * sizes.labels, 4 * frames * classes];
  return {
    scratchBytes: alignmentLayout(sizes).bytes,
    emit(f, { inputs: [first = 0, second = 0, third = 0], outputs: [values = 0, slopes = 0], scratch }) {
      const [ids, scores, length] = [f.local('i32'), f.local('i32'), f.local('i32')];
      const [loss, gradient] = [f.local('i32'), f.local('i32')];
      f.i32(slopes)
        .i32(0)
        .i32(rows * frameBytes)
        .op('memory.fill');
      f.i32(first).set(ids).i32(second).set(scores).i32(third).set(length);
      f.i32(values).set(loss).i32(slopes).set(gradient);
      const bytes = [labelBytes, frameBytes, 4, 4, frameBytes];
      const alignment = new AlignmentEmitter(f, sizes, scratch);
      walkAxes(f, [{ count: rows, bytes }], [ids, scores, length, loss, gradient], () => {
        alignment.read({ pointer: ids, dtype: labels.dtype }, { pointer: length, dtype: lengths.dtype });
        alignment.goForward(scores);
        f.get(alignment.loss).op('f64.abs').f64(Number.POSITIVE_INFINITY).op('f64.lt');
        f.if(
          () => alignment.goBack(gradient),
          () => {
            if (call.attributes.zeroInfinity !== true) return alignment.fillWithNaN(gradient);
            f.get(alignment.loss).f64(Number.POSITIVE_INFINITY).op('f64.eq');
            f.if(
              () => f.f64(0).set(alignment.loss),
              () => alignment.fillWithNaN(gradient),
            );
          },
        );
        f.get(loss).get(alignment.loss).op('f32.demote_f64').store('f32.store');
      });
      alignment.release();
      f.release(ids, scores, length, loss, gradient);
    },
  };
};
