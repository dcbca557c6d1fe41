import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDate, GraphQLDateTimeISO, GraphQLJSONObject, GraphQLURL } from 'graphql-scalars';
import { badInput } from './errors.ts';

/** The values that clients may send for a scalar. */
export interface ScalarRule {
  /** Completes the sentence "The value must be …". */
  expected: string;
  accepts(value: unknown): boolean;
}

/** The maximum length of any text, in UTF-16 code units. Some fields allow less. */
export const longestText = 10_000;
const longestId = 500;

/**
 * The rules by name of the scalar, for variables, literals and defaults. Scalars in text form refuse numbers, except
 * `Decimal`, which accepts a number that cannot have been rounded. Control characters are refused in all text, because
 * no backing system stores them; text may contain line breaks and tabs.
 */
export const scalarRules: Readonly<Record<string, ScalarRule>> = {
  Int: {
    expected: 'a whole number from -2147483648 to 2147483647',
    accepts: (value) => typeof value === 'number' && (value | 0) === value,
  },
  Float: { expected: 'a finite number', accepts: Number.isFinite },
  Boolean: { expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
  String: {
    expected: `text of at most ${longestText} characters, without control characters but tabs and line breaks`,
    accepts: isText,
  },
  ID: {
    expected: `an id of at most ${longestId} characters, without control characters`,
    accepts: (value) =>
      typeof value === 'number'
        ? Number.isSafeInteger(value)
        : isText(value) && value.length <= longestId && !/\p{Cc}/u.test(value),
  },
  DateTime: {
    expected: 'an instant in the years 1 to 9999 (RFC 3339), such as "2026-03-01T09:30:00Z"',
    accepts: (value) => typeof value === 'string' && isInstant(value),
  },
  Date: {
    expected: 'a day in the years 1 to 9999, such as "2026-03-01"',
    accepts: (value) => typeof value === 'string' && isDay(value),
  },
  Decimal: {
    expected: 'a decimal number, such as "1250.00", of at most 18 digits on either side of the point',
    accepts: isDecimal,
  },
  URL: { expected: 'an absolute http or https address of at most 2048 characters', accepts: isAddress },
  CountryCode: { expected: 'a country of two capital letters, such as "FR"', accepts: matches(/^[A-Z]{2}$/) },
  CurrencyCode: { expected: 'a currency of three capital letters, such as "EUR"', accepts: matches(/^[A-Z]{3}$/) },
  HTML: { expected: 'HTML without control characters', accepts: isText },
  Sha256: {
    expected: 'a SHA-256 digest of 64 lower-case hexadecimal digits',
    accepts: matches(/^[0-9a-f]{64}$/),
  },
  JSONObject: {
    expected: `a JSON object of at most 20 levels, whose text has no control characters and at most ${longestText} characters each`,
    accepts: (value) => isObject(value) && isPlainJson(value, 20),
  },
};

/** The rule for other scalars: any JSON within the limits. */
export const foreignScalar: ScalarRule = {
  expected: 'JSON of at most 20 levels without control characters',
  accepts: (value) => isPlainJson(value, 20),
};

/** Resolvers for the scalars of `schema/shared.graphql`. Subgraphs accept the same values as the gateway. */
export const scalars = {
  DateTime: ruled('DateTime', GraphQLDateTimeISO),
  Date: ruled('Date', GraphQLDate),
  JSONObject: ruled('JSONObject', GraphQLJSONObject),
  URL: ruled('URL', GraphQLURL),
  Decimal: decimalScalar(),
  CountryCode: textScalar('CountryCode'),
  CurrencyCode: textScalar('CurrencyCode'),
  // An article may be longer than what clients may send.
  HTML: textScalar('HTML', String),
  Sha256: textScalar('Sha256'),
};

/** A scalar of a library whose input is first validated by the rule of this name. */
function ruled(name: string, scalar: GraphQLScalarType): GraphQLScalarType {
  return new GraphQLScalarType({
    ...scalar.toConfig(),
    name,
    parseValue: (value) => scalar.parseValue(check(name, value)),
    parseLiteral: (node, variables) => {
      // Members of objects are checked by the gateway, which knows the variables in them.
      if (node.kind !== Kind.OBJECT) check(name, node.kind === Kind.STRING ? node.value : undefined);
      return scalar.parseLiteral(node, variables);
    },
  });
}

/** A scalar whose values are strings of one form: as input and, unless `serialize` is given, as output. */
function textScalar(name: string, serialize = (value: unknown) => checkOutput(name, String(value))): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    serialize,
    parseValue: (value) => check(name, value),
    parseLiteral: (node) => check(name, node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** Resolvers receive a number as its text. */
function decimalScalar(): GraphQLScalarType {
  const text = textScalar('Decimal').toConfig();
  return new GraphQLScalarType({
    ...text,
    parseValue: (value) => String(check('Decimal', value)),
    parseLiteral: (node) => {
      const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
      return check('Decimal', isNumber || node.kind === Kind.STRING ? node.value : undefined);
    },
  });
}

function check(name: string, value: unknown): unknown {
  const rule = scalarRules[name];
  if (rule && !rule.accepts(value)) throw badInput(`The value must be ${rule.expected}.`);
  return value;
}

/** Checks an output value. An invalid one is a bug, not an error of the client. */
function checkOutput(name: string, value: string): string {
  if (!scalarRules[name]?.accepts(value))
    throw new TypeError(`A ${name} must be ${scalarRules[name]?.expected}: ${value}`);
  return value;
}

function matches(form: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && form.test(value);
}

const decimal = /^-?(0|[1-9]\d{0,17})(\.\d{1,18})?$/;

/** Above 2^53, two different numbers of JSON may be the same to JavaScript. */
function isDecimal(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER && decimal.test(String(value));
  return typeof value === 'string' && decimal.test(value);
}

function isText(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > longestText || !value.isWellFormed()) return false;
  return !/[^\P{Cc}\t\n\r]/u.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlainJson(value: unknown, levels: number): boolean {
  if (typeof value === 'string') return isText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  // Copying a member of this name would change the prototype of the copy.
  return Object.entries(value).every(
    ([key, member]) => key !== '__proto__' && isText(key) && isPlainJson(member, levels - 1),
  );
}

/** RFC 3339 without leap seconds, which `Date` cannot represent. */
function isInstant(value: string): boolean {
  const [, day = '', offset] =
    /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i.exec(
      value,
    ) ?? [];
  if (!offset || !isDay(day)) return false;
  const year = new Date(value.toUpperCase()).getUTCFullYear();
  return year >= 1 && year <= 9_999;
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || value.startsWith('0000')) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // `Date` would read the 31st of a shorter month as a day of the next.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function isAddress(value: unknown): boolean {
  if (!isText(value) || value.length > 2_048) return false;
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
