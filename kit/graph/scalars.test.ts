import { describe, expect, it } from '@jest/globals';
import { type GraphQLScalarType, Kind } from 'graphql';
import { longestText, scalarRules, scalars } from './scalars.ts';

const accepts = (name: string, value: unknown) => scalarRules[name]?.accepts(value);

const good: Record<string, unknown[]> = {
  Int: [0, -0, 1, -1, 2_147_483_647, -2_147_483_648],
  Float: [0, -0, 1.5, 1e300, Number.MAX_SAFE_INTEGER + 1],
  Boolean: [true, false],
  String: ['', 'plain', 'two\nlines\r\n\tand a tab', 'naïve — “quoted” 中文 👜', 'x'.repeat(longestText)],
  ID: ['prod_1', 'é', '', 'x'.repeat(500), 0, 42, -1],
  DateTime: [
    '2026-03-01T09:30:00Z',
    '2026-03-01t09:30:00.123456789z',
    '2024-02-29T23:59:59+14:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ],
  Date: ['2026-03-01', '2024-02-29', '0001-01-01', '9999-12-31'],
  Decimal: ['0', '-0', '1250.00', '-0.5', '9'.repeat(18), `0.${'1'.repeat(18)}`, 0, 100, -1.5, 99.95, 2 ** 53 - 1],
  URL: ['https://a.example', 'http://localhost:3000/a?b=c#d'],
  CountryCode: ['FR'],
  CurrencyCode: ['EUR'],
  HTML: ['<p>a</p>'],
  Sha256: ['0123456789abcdef'.repeat(4)],
  JSONObject: [{}, { a: [1, null, 'text', { b: true }] }],
};

const number = [1, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53];
const control = ['a\0b', '\u001b', '\u007f', '\u0085', '\ud800', 'a\udc00', '\ud83d\ud83d'];
const bad: Record<string, unknown[]> = {
  Int: ['1', 1.5, 2_147_483_648, -2_147_483_649, Number.NaN, Number.POSITIVE_INFINITY, true],
  Float: ['1', Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true],
  Boolean: ['true', 0, 1],
  String: [...number, ...control, 'x'.repeat(longestText + 1), true, {}, []],
  ID: [...control, 'a\nb', 'x'.repeat(501), 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, true, {}],
  DateTime: [
    ...number,
    ...control,
    '',
    'now',
    '2026-03-01',
    '2026-03-01T09:30Z',
    '2026-03-01T09:30:00',
    '2026-03-01 09:30:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-01:00',
    '10000-01-01T00:00:00Z',
    '+002026-03-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '2026-03-01T00:00:00+24:00',
    '2026-03-01T00:00:00|01:00',
    `2026-03-01T00:00:00.${'1'.repeat(10)}Z`,
  ],
  Date: [
    ...number,
    ...control,
    '',
    '2026-02-30',
    '2023-02-29',
    '2026-3-1',
    '0000-01-01',
    '10000-01-01',
    '2026-03-01T00:00:00Z',
  ],
  Decimal: [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    1e21,
    1e-7,
    true,
    ...control,
    '',
    '1,5',
    '1e400',
    '01',
    '.5',
    '5.',
    '+1',
    '١',
    'Infinity',
    'NaN',
    '0x1',
    ' 1',
    '1'.repeat(19),
  ],
  URL: [
    ...number,
    ...control,
    '',
    'a',
    '//a.example',
    'javascript:alert(1)',
    'ftp://a.example',
    `https://a.example/${'x'.repeat(2_048)}`,
  ],
  CountryCode: [...number, ...control, '', 'fr', 'FRA', 'F1', 'ＦＲ', 'FR\n'],
  CurrencyCode: [...number, ...control, '', 'eur', 'EU', 'EUR '],
  HTML: [...number, ...control],
  Sha256: [...number, ...control, '', 'A'.repeat(64), 'a'.repeat(63), 'g'.repeat(64)],
  JSONObject: [
    ...number,
    'text',
    [],
    true,
    { a: 'b\0' },
    { a: [{ b: '\ud800' }] },
    { 'a\0': 1 },
    { a: Number.POSITIVE_INFINITY },
    JSON.parse('{"__proto__":{"isAdmin":true}}'),
    JSON.parse('{"a":{"__proto__":1}}'),
    JSON.parse(`${'{"a":'.repeat(21)}1${'}'.repeat(21)}`),
    JSON.parse(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
  ],
};

describe('A scalar', () => {
  it('has a rule for each tested scalar, and a test for each rule', () => {
    expect(Object.keys(good).sort()).toEqual(Object.keys(scalarRules).sort());
    expect(Object.keys(bad).sort()).toEqual(Object.keys(scalarRules).sort());
  });

  it.each(Object.entries(good))('%s accepts valid values', (name, values) => {
    expect(values.filter((value) => !accepts(name, value))).toEqual([]);
  });

  it.each(Object.entries(bad))('%s refuses invalid values', (name, values) => {
    expect(values.filter((value) => accepts(name, value))).toEqual([]);
  });
});

describe('A scalar of the subgraphs', () => {
  const cases = Object.entries(scalars as Record<string, GraphQLScalarType>);

  it.each(cases)('%s accepts the same values as the gateway', (name, scalar) => {
    for (const value of good[name] ?? []) expect(() => scalar.parseValue(value)).not.toThrow();
    for (const value of bad[name] ?? []) expect(() => scalar.parseValue(value)).toThrow('must be');
  });

  it.each(cases.filter(([name]) => name !== 'JSONObject' && name !== 'Decimal'))(
    '%s refuses numbers as literals',
    (_, scalar) => {
      expect(() => scalar.parseLiteral({ kind: Kind.INT, value: '1' })).toThrow('must be');
      expect(() => scalar.parseLiteral({ kind: Kind.FLOAT, value: '1.5' })).toThrow('must be');
    },
  );

  it('parses instants and days as dates, and leaves other text unchanged', () => {
    expect(scalars.DateTime.parseValue('2026-03-01T10:30:00+01:00')).toEqual(new Date('2026-03-01T09:30:00Z'));
    expect(scalars.Date.parseLiteral({ kind: Kind.STRING, value: '2026-03-01' })).toEqual(new Date('2026-03-01'));
    expect(scalars.Decimal.parseValue('1250.00')).toBe('1250.00');
  });

  it('reads a number for a decimal as the same text, in a variable and in the document', () => {
    expect([100, 99.95, -0.5].map((value) => scalars.Decimal.parseValue(value))).toEqual(['100', '99.95', '-0.5']);
    expect(scalars.Decimal.parseLiteral({ kind: Kind.INT, value: '100' })).toBe('100');
    expect(scalars.Decimal.parseLiteral({ kind: Kind.FLOAT, value: '99.950' })).toBe('99.950');
    expect(() => scalars.Decimal.parseLiteral({ kind: Kind.FLOAT, value: '1e2' })).toThrow('must be');
  });

  it('serializes text of its form only', () => {
    expect(scalars.Decimal.serialize('1250.00')).toBe('1250.00');
    expect(() => scalars.Decimal.serialize(Number.NaN)).toThrow(TypeError);
    expect(scalars.HTML.serialize('x'.repeat(longestText + 1))).toHaveLength(longestText + 1);
    expect(scalars.DateTime.serialize(new Date('2026-03-01T09:30:00Z'))).toBe('2026-03-01T09:30:00.000Z');
  });
});
