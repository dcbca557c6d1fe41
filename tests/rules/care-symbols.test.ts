import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isEnumType } from 'graphql';
import { documentTypes } from '#backends/sanity/document-types.ts';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { careSymbols, processOf } from '#subgraphs/journal/guides/symbols/symbols.ts';

describe('The care symbols', () => {
  it('that editors can choose are those of the graph, in the same order, each of a treatment', async () => {
    const sdl = readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8');
    const { schema } = await validateSupergraph(sdl);
    const valuesOf = (name: string) => {
      const type = schema.getType(name);
      return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
    };
    const guide = documentTypes.find(({ name }) => name === 'careGuide');
    const [symbol] = guide?.fields.find(({ name }) => name === 'symbols')?.of ?? [];

    expect(symbol?.options?.list).toEqual(valuesOf('CareSymbolCode'));
    expect(careSymbols).toEqual(valuesOf('CareSymbolCode'));
    expect([...new Set(careSymbols.map(processOf))]).toEqual(valuesOf('CareProcess'));
  });
});
