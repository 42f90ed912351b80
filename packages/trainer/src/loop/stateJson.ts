import { LosskitError } from '@losskit/errors';

import type { Json } from './TrainingState.ts';

function malformed(what: string): LosskitError {
  return new LosskitError(
    'checkpoint-malformed',
    `train: expected a state to resume with ${what}, got none.`,
  );
}

type JsonObject = { readonly [key: string]: Json };

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Reads parts of plain data, refusing those of another kind with their name. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  if (typeof value === 'object' && value !== null && !isList(value)) return value;
  throw malformed(`an object '${name}'`);
}

export function listAt(object: JsonObject, name: string): readonly Json[] {
  const value = object[name];
  if (isList(value)) return value;
  throw malformed(`a list '${name}'`);
}

export function numberAt(object: JsonObject, name: string): number {
  const value = object[name];
  if (typeof value === 'number') return value;
  throw malformed(`a number '${name}'`);
}

export function numberOrNullAt(object: JsonObject, name: string): number | null {
  return object[name] === null ? null : numberAt(object, name);
}

export function numbersOf(value: Json | undefined, name: string): readonly number[] {
  if (isList(value) && value.every((one) => typeof one === 'number')) return value;
  throw malformed(`lists of numbers in '${name}'`);
}

export function textsOf(value: Json | undefined, name: string): readonly string[] {
  if (isList(value) && value.every((one) => typeof one === 'string')) return value;
  throw malformed(`a list of texts '${name}'`);
}

export function numbersByName(value: Json | undefined, name: string): Readonly<Record<string, number>> {
  const numbers: Record<string, number> = {};
  if (typeof value !== 'object' || value === null || isList(value)) throw malformed(`objects in '${name}'`);
  for (const [key, number] of Object.entries(value)) {
    if (typeof number !== 'number') throw malformed(`objects of numbers in '${name}'`);
    numbers[key] = number;
  }
  return numbers;
}
