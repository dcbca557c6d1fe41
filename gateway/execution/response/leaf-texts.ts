import { quote } from '../json-text.ts';
import { scalars } from './completion.ts';

/** Thrown where a value needs completion by the specification. */
export const unusual = Symbol('a value that is not written as it is');

/** The JSON of the values of leaves, by their form: see `LeafForm`. They throw `unusual` for an invalid value. */
export const leafTexts = {
  String: textOfString,
  ID: textOfId,
  Boolean: textOfBoolean,
  Int: textOfInt,
  Float: textOfFloat,
  any: textOfAny,
  enum: textOfEnum,
};

function textOfString(value: unknown): string {
  if (!scalars.String(value)) throw unusual;
  return quote(value);
}

function textOfId(value: unknown): string {
  if (!scalars.ID(value)) throw unusual;
  return typeof value === 'string' ? quote(value) : String(value);
}

function textOfBoolean(value: unknown): string {
  if (!scalars.Boolean(value)) throw unusual;
  return value ? 'true' : 'false';
}

function textOfInt(value: unknown): string {
  if (!scalars.Int(value)) throw unusual;
  return String(value);
}

function textOfFloat(value: unknown): string {
  if (!scalars.Float(value)) throw unusual;
  return String(value);
}

/** A custom scalar, which its subgraph serialised. */
function textOfAny(value: unknown): string {
  if (value === undefined || value === null) throw unusual;
  return JSON.stringify(value);
}

function textOfEnum(value: unknown, texts: ReadonlyMap<unknown, string>): string {
  const text = texts.get(value);
  if (text === undefined) throw unusual;
  return text;
}
