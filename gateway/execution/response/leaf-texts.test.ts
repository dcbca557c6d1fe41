import { expect, it } from '@jest/globals';
import { buildSchema, GraphQLFloat } from 'graphql';
import { completionsIn } from './completion.ts';
import { leafTexts } from './leaf-texts.ts';

it('A number beyond those of JavaScript is an invalid Float, because JSON has no infinity', () => {
  const tooLarge: unknown = JSON.parse('1e999');
  const completion = completionsIn(buildSchema('type Query { size: Float }'))(GraphQLFloat);

  expect(() => leafTexts.Float(tooLarge)).toThrow();
  expect(completion).toMatchObject({ kind: 'leaf' });
  expect('check' in completion && completion.check(tooLarge)).toBe('invalid');
  expect(leafTexts.Float(1.5)).toBe('1.5');
});
