import { describe, expect, it } from '@jest/globals';
import DataLoader from 'dataloader';
import { buildSchema, type ExecutionResult, execute, type GraphQLFieldResolver, parse } from 'graphql';
import { limitWork } from './limit-work.ts';
import { shareMemory } from './memory.ts';
import { createTurns } from './turns.ts';
import { startWork } from './work.ts';

const sdl = `
  type Query { product: Product  products: [Product!]  must: Product!  text: String  texts: [String] }
  type Mutation { first: Product  second: Product }
  type Product { id: ID!  title: String  story: String  related: [Product!]  lead: Product  words: [String!] }`;

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>;

function open(resolvers: Resolvers, { bytes = 1_000_000, memory = shareMemory(1e9), turns = createTurns(5_000) } = {}) {
  const schema = buildSchema(sdl);
  for (const [type, fields] of Object.entries(resolvers)) {
    for (const [name, resolve] of Object.entries(fields)) {
      const found = schema.getType(type) as unknown as { getFields(): Record<string, { resolve: unknown }> };
      (found.getFields()[name] as { resolve: unknown }).resolve = resolve;
    }
  }
  limitWork(schema);
  return async (query: string, signal = new AbortController().signal): Promise<ExecutionResult> => {
    const work = startWork(signal, { turns, memory, bytes });
    const result = await execute({ schema, document: parse(query), contextValue: { request: { work } } });
    return JSON.parse(JSON.stringify(work.finish(result)));
  };
}

const late = new DOMException('late', 'TimeoutError');

const codes = ({ errors }: ExecutionResult) =>
  errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.code]);

describe('An operation whose signal has aborted', () => {
  it('starts no resolver, and returns values that are already loaded', async () => {
    const ends = new AbortController();
    const begun: string[] = [];
    const ask = open({
      Query: { products: () => [{ id: 'p1', title: 'Ember' }] },
      Product: {
        lead: async () => {
          begun.push('lead');
          ends.abort(late);
          return { id: 'p2', title: 'Tarn' };
        },
        related: () => begun.push('related'),
        story: () => begun.push('story'),
      },
    });

    const result = await ask('{ products { id lead { id title story related { id } } } }', ends.signal);

    expect(begun).toEqual(['lead']);
    expect(result.data).toEqual({
      products: [{ id: 'p1', lead: { id: 'p2', title: 'Tarn', story: null, related: null } }],
    });
    expect(codes(result)).toEqual([
      ['products.0.lead.story', 'BACKEND_TIMEOUT'],
      ['products.0.lead.related', 'BACKEND_TIMEOUT'],
    ]);
  });

  it('abandons pending fields, including entities in a list, and prefers the errors of the calls themselves', async () => {
    const ends = new AbortController();
    const never = new Promise(() => {});
    const ask = open({
      Query: {
        product: () => never,
        products: () => [{ id: 'p1' }, never],
        text: () => new Promise((_, reject) => ends.signal.addEventListener('abort', () => reject(new Error('own')))),
      },
    });

    const asked = ask('{ product { id } products { id } text }', ends.signal);
    ends.abort(late);

    const { data, errors } = await asked;
    expect(data).toEqual({ product: null, products: null, text: null });
    expect(errors?.map(({ path, message }) => [path?.[0], message])).toEqual([
      ['text', 'own'],
      ['product', 'The request timed out before the field was resolved.'],
      ['products', 'The request timed out before the field was resolved.'],
    ]);
  });

  it('is abandoned when the client has disconnected: queued resolvers do not continue', async () => {
    const later: (() => void)[] = [];
    const turns = createTurns(10, (next) => later.push(next));
    const ends = new AbortController();
    let begun = 0;
    const ask = open(
      {
        Query: { products: () => Array.from({ length: 100 }, (_, n) => ({ id: `p${n}` })) },
        Product: {
          story: () => {
            begun += 1;
            return 'x';
          },
        },
      },
      { turns },
    );

    void ask('{ products { story } }', ends.signal);
    const before = begun;
    ends.abort();
    for (let turn = later.shift(); turn; turn = later.shift()) {
      turn();
      await new Promise(setImmediate);
    }

    expect(before).toBeLessThan(100);
    expect(begun).toBe(before);
  });

  it('completes a mutation that has started, and starts no other', async () => {
    const ends = new AbortController();
    const begun: string[] = [];
    const { promise, resolve } = Promise.withResolvers<{ id: string }>();
    const ask = open({
      Mutation: {
        first: () => {
          begun.push('first');
          ends.abort(late);
          setTimeout(() => resolve({ id: 'done' }), 50);
          return promise;
        },
        second: () => begun.push('second'),
      },
    });

    const result = await ask('mutation { first { id } second { id } }', ends.signal);

    expect(begun).toEqual(['first']);
    expect(result.data).toEqual({ first: { id: 'done' }, second: null });
    expect(codes(result)).toEqual([['second', 'BACKEND_TIMEOUT']]);
  });
});

describe('A response', () => {
  const long = 'x'.repeat(400);

  it.each<[string, string, unknown]>([
    ['text', '{ text }', long],
    ['text outside of ASCII', '{ text }', 'é'.repeat(200)],
    ['a list of texts', '{ texts }', [long]],
    ['the name of a field', `{ ${'a'.repeat(400)}: text }`, 'x'],
  ])('counts %s', async (_, query, value) => {
    const resolvers = { Query: { text: () => value, texts: async () => value } };

    const within = await open(resolvers, { bytes: 420 })(query);
    const beyond = await open(resolvers, { bytes: 390 })(query);

    expect(within.errors).toBeUndefined();
    expect(Object.values(within.data ?? {})).toEqual([value]);
    expect(Object.values(beyond.data ?? {})).toEqual([null]);
    expect(beyond.errors).toMatchObject([
      {
        message: 'The response is too large. Request less at a time.',
        extensions: { code: 'RESPONSE_TOO_LARGE', limit: 390 },
      },
    ]);
  });

  it('beyond the limit keeps the part within it', async () => {
    const ask = open(
      { Query: { products: () => [1, 2, 3, 4].map((n) => ({ id: `p${n}`, title: long })) } },
      { bytes: 1_000 },
    );

    const result = await ask('{ products { id title } }');

    // The id of the third exceeds the limit, and its type requires it.
    expect(codes(result)).toEqual([
      ['products.2.title', 'RESPONSE_TOO_LARGE'],
      ['products.3.id', 'RESPONSE_TOO_LARGE'],
    ]);
    expect(result.data).toEqual({ products: null });
  });

  it('has a limited number of errors, for any number of missing fields', async () => {
    const ask = open({ Query: { products: () => Array(5_000).fill({ id: 'p', title: 'x' }) } }, { bytes: 100_000 });

    const { data, errors } = await ask('{ products { title story lead { id } } }');

    const products = data?.products as unknown[];
    expect([products.length, products.at(-1)]).toEqual([5_000, { title: null, story: null, lead: null }]);
    expect(errors).toHaveLength(100);
  });

  it('is null as a whole when the names of its missing fields exceed twice the limit', async () => {
    const ask = open({ Query: { products: () => Array(100).fill({ id: 'p' }) } }, { bytes: 2_000 });

    const { data, errors } = await ask(`{ products { ${'a'.repeat(100)}: title } }`);

    expect(data).toBeNull();
    expect(errors?.length).toBeLessThanOrEqual(100);
  });

  it('with nested lists uses at most its share of memory, and releases it', async () => {
    const memory = shareMemory(20_000_000);
    const twenty = Array.from({ length: 20 }, (_, n) => ({ id: `p${n}` }));
    const loader = new DataLoader<unknown, object[]>(async (keys) => keys.map(() => twenty), { cache: false });
    const loaded: number[] = [0];
    const ask = open(
      {
        Query: { product: () => ({ id: 'p' }) },
        Product: {
          related: () => {
            loaded[0] = (loaded[0] ?? 0) + 1;
            return loader.load('p');
          },
        },
      },
      { memory },
    );
    const six = `{ product { ${'related { '.repeat(6)} id ${'}'.repeat(6)} } }`;

    const bomb = await ask(six);
    const modest = await ask('{ product { related { id } } }');

    // Of 3.4 million.
    expect(loaded[0]).toBeLessThan(5_000);
    expect(bomb.errors?.length).toBe(100);
    expect(bomb.errors?.[0]?.extensions).toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
    expect(modest).toEqual({ data: { product: { related: twenty } } });
    expect(memory.isFull(0)).toBe(false);
  });
});

describe('A long execution', () => {
  it('yields to other requests, and still batches the calls of one turn', async () => {
    const later: (() => void)[] = [];
    const turns = createTurns(100, (next) => later.push(next));
    const batches: number[] = [];
    const loader = new DataLoader<unknown, string>(
      async (keys) => {
        batches.push(keys.length);
        return keys.map(() => 'x');
      },
      { cache: false },
    );
    const ask = open(
      {
        Query: { products: () => Array.from({ length: 300 }, (_, n) => ({ id: `p${n}` })), text: () => 'short' },
        Product: { story: () => loader.load('p') },
      },
      { turns },
    );

    const long = ask('{ products { id story } }');
    const short = ask('{ text }');
    let hasEnded = false;
    void long.then(() => {
      hasEnded = true;
    });
    later.shift()?.();

    // Its turn is next, although hundreds of earlier resolvers wait.
    expect((await short).data).toEqual({ text: 'short' });
    expect(hasEnded).toBe(false);
    while (!hasEnded) {
      later.shift()?.();
      await new Promise(setImmediate);
    }
    expect((await long).data).toEqual({
      products: Array.from({ length: 300 }, (_, n) => ({ id: `p${n}`, story: 'x' })),
    });
    expect(batches.reduce((sum, size) => sum + size)).toBe(300);
    expect(batches.length).toBeLessThan(12);
  });
});
