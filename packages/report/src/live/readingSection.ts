import type { ComparisonConfig } from '@losskit/study';

import { howToRead } from '../sections/howToRead.ts';
import type { LiveSection } from './LiveTask.ts';
import { liveSection, studySoFar } from './liveContext.ts';

/** What the verdicts mean. */
export function readingSection(id: string, config: ComparisonConfig): Promise<LiveSection> {
  return liveSection(id, studySoFar(config, [], [], []), ({ words }) => howToRead(config.method, words));
}
