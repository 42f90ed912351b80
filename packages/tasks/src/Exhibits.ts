import { z } from 'zod';

/** A picture that the model got wrong. */
const misclassifiedSchema = z.strictObject({
  name: z.string(),
  label: z.number().int(),
  predicted: z.number().int(),
  /** Probability that the model gave to its wrong answer. */
  probability: z.number(),
  /** PNG file as a data URI. */
  picture: z.string(),
});

/**
 * What a record keeps of a trained model beside its metrics, as plain data: what the report's figures need, and whatever else
 * the task's own `describe` gives.
 */
export const exhibitsSchema = z
  .object({
    /** The fitted plane in original units. */
    fit: z.strictObject({ intercept: z.number(), coefficients: z.array(z.number()) }).exactOptional(),
    /** Counts by [true class][predicted class] on the test part. */
    confusion: z.array(z.array(z.number().int().nonnegative())).exactOptional(),
    /** Of the first seed: at most 12 test pictures that were misclassified, surest first. */
    misclassified: z.array(misclassifiedSchema).exactOptional(),
  })
  .catchall(z.json());

export type Exhibits = Readonly<z.infer<typeof exhibitsSchema>>;
export type MisclassifiedPicture = z.infer<typeof misclassifiedSchema>;
