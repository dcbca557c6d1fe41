import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import * as operations from './app/account-operations.ts';

const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
const schema = buildSchema(sdl, { assumeValidSDL: true });

describe('The operations of the pages to which mails link', () => {
  it.each(Object.entries(operations))('fit the schema: %s', (_, { text }) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });
});
