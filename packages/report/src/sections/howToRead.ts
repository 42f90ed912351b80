import { type Html, html } from '../html.ts';

/** What the verdicts mean and what they rest on. */
export function howToRead(confidence: number, seeds: number): Html {
  const percent = `${Number((confidence * 100).toPrecision(4))} %`;
  return html`<section aria-labelledby="how-to-read"><h2 id="how-to-read">How to read this</h2>
<dl class="reading">
<div><dt>best</dt><dd>First by the mean of the ranking metric on the test part. Being first is not yet being distinguishable from the second.</dd></div>
<div><dt>not distinguishable</dt><dd>The paired t test against the best loss, after Holm’s correction over all losses of the task, finds no difference. That is not evidence that they are equal: more seeds may separate them.</dd></div>
<div><dt>worse</dt><dd>The same test says that the loss differs from the best one by more than the seeds explain.</dd></div>
<div><dt>diverged</dt><dd>Training ended in a loss that is not a finite number, in every seed. A loss that diverged in some seeds only is judged on the others, and the table says so.</dd></div>
<div><dt>failed</dt><dd>In every seed the loss could not be computed, or the ranking metric could not be computed of what it trained.</dd></div>
<div><dt>trivial model</dt><dd>The best that can be done without looking at an input, such as the mean of the training targets. What does no better has learned nothing.</dd></div>
</dl>
<ul>
<li><strong>Seeds.</strong> ${seeds === 1 ? 'There is one seed, so nothing can be said about chance.' : `There are ${seeds} seeds.`} A seed fixes the data or how they are split, the initial weights and the order of the batches, the same for every loss; that is why differences are taken seed by seed.</li>
<li><strong>Intervals.</strong> Each is a ${percent} interval for the mean over seeds, by Student’s t distribution. Two intervals may overlap although the paired difference is clear. The range of a difference is wider, at the level of Holm’s procedure: it excludes 0 exactly where the verdict is “worse”.</li>
<li><strong>Learning rate.</strong> Each loss has its own, chosen on the validation part from the same list. Ten times a loss is ten times the learning rate: with one rate for all, the comparison would measure the units of the losses.</li>
<li><strong>Ranking.</strong> By a metric on a held-out test part that took no part in training or in choosing the learning rate; never by the loss itself.</li>
</ul></section>\n`;
}
