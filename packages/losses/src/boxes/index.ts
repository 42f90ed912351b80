export { boxIou } from './boxIou.ts';
export { ciou } from './ciou.ts';
export { diou } from './diou.ts';
export { giou } from './giou.ts';
