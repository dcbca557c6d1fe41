import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, isEnumType, parse } from 'graphql';
import { acceptedLanguage } from '#kit/graph/languages/accept-language.ts';
import { languages } from '#kit/graph/languages/language.ts';
import * as edge from '../../edge/worker/languages.ts';

describe('The languages', () => {
  it('are the same in the schema, in the services and at the edge', async () => {
    const sdl = await readFile('schema/supergraph.graphql', 'utf8');
    const type = buildASTSchema(parse(sdl), { assumeValidSDL: true }).getType('LanguageCode');

    expect(
      isEnumType(type) &&
        type
          .getValues()
          .map(({ name }) => name)
          .sort(),
    ).toEqual([...languages].sort());
    expect(edge.languages).toEqual(languages);
  });

  it.each([
    'fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5',
    'it;q=0.5, ja;q=0.5',
    'fr;q=0, zh-Hant-TW, ja-Latn-hepburn;q=0.001',
    'fr;q=2, it;q=1.1, de',
    '<script>, frank, fr-',
    `fr${', fr'.repeat(20)}`,
    '',
  ])('that a browser accepts are read by the gateway as at the edge: %j', (header) => {
    expect(edge.acceptedLanguage(header)).toBe(acceptedLanguage(header));
  });
});
