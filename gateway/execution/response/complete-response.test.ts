import { beforeAll, describe, expect, it } from '@jest/globals';
import { openTestSupergraph, type TestSupergraph } from '../supergraph.fixture.ts';

const story = 'x'.repeat(500);

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    journal: {
      sdl: 'type Query { articles: [Article!]  first: Article } type Article { id: ID!  story: String  must: String! }',
      resolvers: {
        Query: {
          articles: () => [1, 2, 3].map((id) => ({ id, story, must: story })),
          first: () => ({ id: 1, story, must: story }),
        },
      },
    },
  });
});

describe('A response beyond its limit', () => {
  it('keeps the fields within it, and has an error for each omitted field', async () => {
    const { data, errors } = await graph.execute('{ first { id } articles { id story } }', {}, { limit: 700 });

    expect(data).toEqual({
      first: { id: '1' },
      articles: null,
    });
    // The third id is omitted too, so its non-null list is null: one error for both.
    expect(errors).toEqual(['RESPONSE_TOO_LARGE articles.1.story']);
  });

  it('counts a value for each alias, although it was fetched once', async () => {
    const six = Array.from({ length: 6 }, (_, index) => `a${index}: first { story }`).join(' ');

    const { data, errors } = await graph.execute(`{ ${six} }`, {}, { limit: 1_600 });

    expect(Object.values(data as object)).toEqual([{ story }, { story }, { story }, { story: null }, null, null]);
    expect(errors).toEqual(['RESPONSE_TOO_LARGE a3.story', 'RESPONSE_TOO_LARGE a4', 'RESPONSE_TOO_LARGE a5']);
  });

  it('has null for objects whose non-null field is omitted', async () => {
    const { data, errors } = await graph.execute('{ first { must } }', {}, { limit: 300 });

    expect(data).toEqual({ first: null });
    expect(errors).toEqual(['RESPONSE_TOO_LARGE first.must']);
  });

  it('counts introspection too', async () => {
    const query = '{ first { id } __schema { types { name fields { name } } } }';

    const whole = await graph.execute(query, {}, { limit: 10_000 });
    const part = await graph.execute(query, {}, { limit: 300 });

    expect(whole.errors).toEqual([]);
    expect(part.errors).toEqual(['RESPONSE_TOO_LARGE __schema']);
  });
});
