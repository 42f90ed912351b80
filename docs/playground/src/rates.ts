/** Learning rates that every loss tries, rising; the list grows where its first or its last is the best. */
export const LEARNING_RATES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;
/** What a run takes that no search has found a learning rate for. */
export const USUAL_RATE = 0.1;
/** What a slider has, and a search goes to. */
export const LOWEST_RATE = 1e-4;
export const HIGHEST_RATE = 100;

const PLACES_A_DECADE = 10;
/** The last place of a slider of learning rates, on a logarithmic scale; its first is 0. */
export const RATE_PLACES = PLACES_A_DECADE * Math.log10(HIGHEST_RATE / LOWEST_RATE);

export function isRate(value: number): boolean {
  return value >= LOWEST_RATE && value <= HIGHEST_RATE;
}

/** The place of a slider that is nearest to a learning rate. */
export function placeOfRate(rate: number): number {
  return Math.round(PLACES_A_DECADE * Math.log10(rate / LOWEST_RATE));
}

/** The learning rate at a place of a slider, to two digits. */
export function rateAt(place: number): number {
  return Number((LOWEST_RATE * 10 ** (place / PLACES_A_DECADE)).toPrecision(2));
}
