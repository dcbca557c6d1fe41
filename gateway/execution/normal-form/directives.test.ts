import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import { openTestSupergraph, type TestSupergraph } from '../supergraph.fixture.ts';

const feature = `extend schema
  @link(url: "https://example.com/tone/v1.0", import: ["@tone", { name: "@hue", as: "@shade" }])
  @composeDirective(name: "@tone")
  @composeDirective(name: "@shade")\n`;
const itself = (reference: object) => reference;

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    shop: {
      sdl: `${feature}
        enum Tone { LOUD QUIET }
        directive @tone(is: Tone!, by: Int = 2) on FIELD
        directive @shade on FIELD
        directive @note(text: String, tones: [Tone!]) repeatable on FIELD | QUERY | INLINE_FRAGMENT | FRAGMENT_SPREAD
        type Query { item(id: ID = "i1"): Item }
        type Item @key(fields: "id") { id: ID!  size: Int }`,
      resolvers: { Query: { item: (_: unknown, { id }: { id: string }) => ({ id, size: 3 }) } },
    },
    titles: {
      sdl: `${feature}
        enum Tone { LOUD QUIET }
        directive @tone(is: Tone! = QUIET, by: Int = 2) on FIELD
        directive @shade on FIELD
        directive @note(text: String, tones: [Tone!]) repeatable on FIELD | QUERY | INLINE_FRAGMENT | FRAGMENT_SPREAD
        type Item @key(fields: "id") { id: ID!  name: String }`,
      resolvers: { Item: { __resolveReference: itself, name: ({ id }: { id: string }) => `name of ${id}` } },
    },
  });
});

/** The data of an operation, and the directives that its fields had in each request, with their variables. */
async function run(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await graph.execute(query, variables);
  const sent = graph.takeRequests().map(({ query, variables: { representations: _, ...own } }) => ({
    directives: query.match(/\w+(@\w+(\([^)]*\))?)+/g) ?? [],
    variables: own,
  }));
  return { data, errors, sent };
}

describe('The directives of a field', () => {
  it('reach each subgraph that is asked for it', async () => {
    const { data, errors, sent } = await run('{ item @shade { size @note(text: "a") @note(text: "b") name @shade } }');

    expect({ data, errors }).toEqual({ data: { item: { size: 3, name: 'name of i1' } }, errors: [] });
    expect(sent.map(({ directives }) => directives)).toEqual([
      ['item@shade', 'size@note(text:"a")@note(text:"b")'],
      ['name@shade'],
    ]);
  });

  it('have the defaults of the supergraph, where a subgraph has none', async () => {
    const { data, errors, sent } = await run('{ item { size @tone name @tone(by: 1) } }');

    expect({ data, errors }).toEqual({ data: { item: { size: 3, name: 'name of i1' } }, errors: [] });
    expect(sent.map(({ directives }) => directives)).toEqual([
      ['size@tone(is:QUIET by:2)'],
      ['name@tone(is:QUIET by:1)'],
    ]);
  });

  it('keep their variables, and one plan serves all values', async () => {
    const query = `query ($text: String = "c", $tone: Tone!) {
      item(id: "i2") { size @note(text: $text) name @note(tones: [LOUD, $tone]) }
    }`;
    const before = graph.plansBuilt();
    const first = await run(query, { tone: 'LOUD', text: 'd' });
    const second = await run(query, { tone: 'QUIET' });

    expect(graph.plansBuilt() - before).toBe(1);
    expect([first, second].map(({ data, errors }) => ({ data, errors }))).toEqual(
      [1, 2].map(() => ({ data: { item: { size: 3, name: 'name of i2' } }, errors: [] })),
    );
    expect(first.sent.map(({ variables }) => Object.values(variables))).toEqual([['i2', 'd'], ['LOUD']]);
    expect(second.sent.map(({ variables }) => Object.values(variables))).toEqual([['i2'], ['QUIET']]);
  });

  it('are those of the first of merged selections that has any', async () => {
    const { data, sent } = await run(`{
      item { size }
      item @note(text: "a") { name }
      item @note(text: "b") { s: size }
    }`);

    expect(data).toEqual({ item: { size: 3, name: 'name of i1', s: 3 } });
    expect(sent.map(({ directives }) => directives)).toEqual([['item@note(text:"a")'], []]);
  });

  it('do not include @skip and @include', async () => {
    const { data, sent } = await run('{ item { size @include(if: true) @shade name @skip(if: true) @shade } }');

    expect(data).toEqual({ item: { size: 3 } });
    expect(sent.map(({ directives }) => directives)).toEqual([['size@shade']]);
  });

  it('are left out on fragments and operations, and do not change their fields', async () => {
    const { data, errors, sent } = await run(`
      query @note { item { ... @note(text: "a") { size } ...F @note } }
      fragment F on Item { name }`);

    expect({ data, errors }).toEqual({ data: { item: { size: 3, name: 'name of i1' } }, errors: [] });
    expect(sent.map(({ directives }) => directives)).toEqual([[], []]);
  });

  it('are refused where the supergraph does not define them', () => {
    expect(validate(graph.schema, parse('{ item @hue { size } }')).map(String)).toEqual([
      expect.stringContaining('Unknown directive "@hue"'),
    ]);
  });
});
