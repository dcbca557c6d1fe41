import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import { readSdl } from '#kit/graph/server/sdl.ts';
import * as operations from './app/operations.ts';

const schema = buildSubgraphSchema(parse(await readSdl('identity')));

describe('The operations of the page', () => {
  it.each(Object.entries(operations))('fits the schema: %s', (_, { text }) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });
});
