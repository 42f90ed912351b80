/** Shapes of marks beyond those of Vega, as paths in a square from −1 to 1: for figures and for marks in text. */
export const SYMBOL_PATHS = {
  star: 'M0,-1.1L.29,-.36L1.05,-.34L.46,.14L.65,.89L0,.46L-.65,.89L-.46,.14L-1.05,-.34L-.29,-.36Z',
  circle: 'M-.8,0A.8,.8,0,1,1,.8,0A.8,.8,0,1,1,-.8,0Z',
  diamond: 'M0,-1L1,0L0,1L-1,0Z',
  square: 'M-.75,-.75L.75,-.75L.75,.75L-.75,.75Z',
  cross: 'M-.6,-.6L.6,.6M.6,-.6L-.6,.6',
} as const;
