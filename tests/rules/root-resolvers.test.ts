import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { Mutation as CommerceMutation } from '#subgraphs/commerce/resolvers/Mutation.ts';
import { Query as CommerceQuery } from '#subgraphs/commerce/resolvers/Query.ts';
import { Mutation as IdentityMutation } from '#subgraphs/identity/resolvers/Mutation.ts';
import { Query as IdentityQuery } from '#subgraphs/identity/resolvers/Query.ts';
import { Mutation as JournalMutation } from '#subgraphs/journal/resolvers/Mutation.ts';
import { Query as JournalQuery } from '#subgraphs/journal/resolvers/Query.ts';
import { Mutation as ProvenanceMutation } from '#subgraphs/provenance/resolvers/Mutation.ts';
import { Query as ProvenanceQuery } from '#subgraphs/provenance/resolvers/Query.ts';
import { Query as SearchQuery } from '#subgraphs/search/resolvers/Query.ts';

const roots = {
  commerce: { Query: CommerceQuery, Mutation: CommerceMutation },
  identity: { Query: IdentityQuery, Mutation: IdentityMutation },
  journal: { Query: JournalQuery, Mutation: JournalMutation },
  provenance: { Query: ProvenanceQuery, Mutation: ProvenanceMutation },
  search: { Query: SearchQuery },
};

/** The root fields that a subgraph's schema declares, by root type. */
function declared(subgraph: string): Record<string, string[]> {
  const sdl = readFileSync(join(import.meta.dirname, `../../schema/${subgraph}.graphql`), 'utf8');
  const fields: Record<string, string[]> = {};
  for (const definition of parse(sdl).definitions) {
    const isObject = definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
    if (!isObject || !['Query', 'Mutation'].includes(definition.name.value)) continue;
    const names = (definition.fields ?? []).map(({ name }) => name.value);
    fields[definition.name.value] = [...(fields[definition.name.value] ?? []), ...names].sort();
  }
  return fields;
}

describe('The root resolvers', () => {
  it.each(Object.entries(roots))('of %s are those of its schema', (subgraph, types) => {
    const resolved = Object.entries(types).map(([type, fields]) => [type, Object.keys(fields).sort()]);

    expect(Object.fromEntries(resolved)).toEqual(declared(subgraph));
  });

  it('fail the type check where one is missing', () => {
    // Without the error that it expects, each directive is an error itself.
    // @ts-expect-error: `cart` is missing.
    const queries: typeof CommerceQuery = without(CommerceQuery, 'cart');
    // @ts-expect-error: `cartCreate` is missing.
    const mutations: typeof CommerceMutation = without(CommerceMutation, 'cartCreate');

    expect([queries, mutations].map((root) => Object.keys(root).length)).toEqual([
      Object.keys(CommerceQuery).length - 1,
      Object.keys(CommerceMutation).length - 1,
    ]);
  });
});

function without<Root extends object, Name extends keyof Root>(root: Root, name: Name): Omit<Root, Name> {
  const { [name]: _, ...others } = root;
  return others;
}
