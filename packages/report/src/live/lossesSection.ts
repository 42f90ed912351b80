import type { ComparisonConfig } from '@losskit/study';

import { html } from '../html.ts';
import { lossLabel } from '../lossLabel.ts';
import type { LiveSection } from './LiveTask.ts';
import { liveSection, studySoFar } from './liveContext.ts';
import type { IsShown } from './verdictsSection.ts';

/** A box for every loss, by which tables and figures show it. */
export function lossesSection(id: string, config: ComparisonConfig, isShown: IsShown): Promise<LiveSection> {
  return liveSection(
    id,
    studySoFar(config, [], [], []),
    (context) => html`<fieldset class="losses"><legend>Losses that are shown</legend><ul>
${config.losses.map(
  (loss) =>
    html`<li><label><input type="checkbox" data-loss="${loss}"${isShown(loss) && html` checked`}>${lossLabel(loss, context.mark(loss))}</label></li>\n`,
)}</ul></fieldset>\n`,
  );
}
