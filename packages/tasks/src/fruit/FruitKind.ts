/** What the renderer can draw. */
export type FruitKind = 'apple' | 'pear' | 'orange' | 'pineapple';
