import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLFloat, GraphQLInt, type GraphQLScalarType } from 'graphql';
import { completionsIn } from './completion.ts';
import { leafTexts, unusual } from './leaf-texts.ts';

const completionOf = completionsIn(buildSchema('type Query { size: Float  n: Int }'));

/** How a value of a type is checked, and how it is written. */
function read(type: GraphQLScalarType, write: (value: unknown) => string, value: unknown) {
  const completion = completionOf(type);
  const checked = completion.kind === 'leaf' ? completion.check(value) : undefined;
  try {
    return [checked, write(value)];
  } catch (error) {
    return [checked, error];
  }
}

describe('A value of type Int', () => {
  it.each([2 ** 31 - 1, -(2 ** 31), 0])('is written if it has 32 bits: %d', (value) => {
    expect(read(GraphQLInt, leafTexts.Int, value)).toEqual(['valid', String(value)]);
  });

  it.each([2 ** 31, -(2 ** 31) - 1, 1.5, '1'])('is invalid otherwise: %p', (value) => {
    expect(read(GraphQLInt, leafTexts.Int, value)).toEqual(['invalid', unusual]);
  });
});

it('A number beyond those of JavaScript is an invalid Float, because JSON has no infinity', () => {
  expect(read(GraphQLFloat, leafTexts.Float, JSON.parse('1e999'))).toEqual(['invalid', unusual]);
  expect(read(GraphQLFloat, leafTexts.Float, 1.5)).toEqual(['valid', '1.5']);
});
