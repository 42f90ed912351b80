import { FIRST, FOURTH, THIRD } from '../articles.ts';
import { defineClaim } from '../Claim.ts';

/** The articles' pictures did not come with their texts. The report draws what they are said to show. */
export const pictureClaims = [
  defineClaim([], {
    id: 'pictures-of-curves',
    article: FIRST,
    quote: 'MAE的图像表示如下',
    measure: () => ({}),
    rule: () => 'not measurable here',
  }),
  defineClaim([], {
    id: 'pictures-of-softmax',
    article: THIRD,
    quote: '它的公式化表示为：',
    measure: () => ({}),
    rule: () => 'not measurable here',
  }),
  defineClaim([], {
    id: 'pictures-of-l1-l2-smooth-l1',
    article: FOURTH,
    quote: 'L2 Loss ，L1 Loss 和 SmoothL1 Loss 他们的对比图如下：',
    measure: () => ({}),
    rule: () => 'not measurable here',
  }),
] as const;
