import { gql } from '@apollo/client';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IntrospectionQuery } from 'graphql';
import { createApolloClient } from '../../docs/guides/clients/apollo.ts';
import { createUrqlClient } from '../../docs/guides/clients/urql.ts';
import { execute } from '../support/graph.ts';
import { type Paged, type PageOfList, pagedFields, pageIn } from './connections.ts';
import { graphUrl, introspect, prepareReaders, type Readers } from './readers.ts';

jest.setTimeout(120_000);

let introspection: IntrospectionQuery;
let readers: Readers;
/** Every paginated field of the schema, with the whole list as one page. */
const lists: { field: Paged; headers: Record<string, string>; whole: PageOfList }[] = [];
beforeAll(async () => {
  const graph = await introspect();
  introspection = graph.introspection;
  readers = await prepareReaders({ orders: 3 });
  for (const field of pagedFields(graph.schema, readers.ways)) {
    const headers = readers.headers[field.way.as];
    lists.push({ field, headers, whole: pageIn((await execute(field.query, { first: 50 }, headers)).data, field) });
  }
});

/** Reads the first 50 items of a list in about six pages of two or more items. */
async function walk(
  whole: PageOfList,
  start: (first: number) => Promise<PageOfList>,
  next: (first: number, after: string | null) => Promise<PageOfList>,
): Promise<{ page: PageOfList; turned: number }> {
  const first = Math.max(2, Math.ceil(whole.edges.length / 6));
  let page = await start(first);
  let turned = 0;
  while (page.pageInfo.hasNextPage && page.edges.length < whole.edges.length) {
    page = await next(first, page.pageInfo.endCursor);
    turned += 1;
  }
  return { page, turned };
}

describe('Every list of the graph is read to its end', () => {
  it('by Apollo Client with relayStylePagination', async () => {
    let turns = 0;
    for (const { field, headers, whole } of lists) {
      const client = createApolloClient(graphUrl());
      const query = gql(field.query);
      const context = { headers };
      const { page, turned } = await walk(
        whole,
        async (first) => {
          const { data } = await client.query({ query, variables: { first }, context });
          return pageIn(data, field);
        },
        async (first, after) => {
          const list = client.watchQuery({ query, variables: { first }, context });
          await list.fetchMore({ variables: { first, after }, context });
          return pageIn(client.readQuery({ query, variables: { first } }), field);
        },
      );
      client.stop();
      turns += turned;

      expect([field.name, nodesOf(page)]).toEqual([field.name, nodesOf(whole)]);
    }

    expect(lists.length).toBeGreaterThanOrEqual(25);
    expect(turns).toBeGreaterThan(30);
  });

  it('by urql with relayPagination of graphcache', async () => {
    let turns = 0;
    for (const { field, headers, whole } of lists) {
      const client = createUrqlClient(graphUrl(), introspection);
      const read = async (first: number, after: string | null) => {
        const { data, error } = await client
          .query(field.query, { first, after }, { fetchOptions: { headers } })
          .toPromise();
        if (error) throw error;
        return pageIn(data, field);
      };
      const { page, turned } = await walk(whole, (first) => read(first, null), read);
      turns += turned;

      expect([field.name, nodesOf(page)]).toEqual([field.name, nodesOf(whole)]);
    }

    expect(turns).toBeGreaterThan(30);
  });
});

/** The nodes of the first 50 edges, without fields that clients add. */
function nodesOf({ edges }: PageOfList): unknown[] {
  const nodes = edges.slice(0, 50).map(({ node }) => node);
  return JSON.parse(JSON.stringify(nodes, (key, value) => (key === '__typename' ? undefined : value)));
}
