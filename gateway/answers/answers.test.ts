import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import type { Viewer } from '#kit/graph/viewer.ts';
import { createLog } from '#kit/process/log.ts';
import { type Cache, openCache } from '../cache/cache.ts';
import { CacheUse } from '../cache/cache-use.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor, ExecutorRequest } from '../execution/executor.ts';
import { type Answers, openAnswers } from './answers.ts';
import { dataOf } from './kept-answer.ts';

const schema = buildSchema(
  'type Query { price(of: ID!, in: In): Int } type Mutation { pay: Int } input In { a: Int b: Int }',
);
const query = 'query ($of: ID!, $in: In) { price(of: $of, in: $in) }';

/** A client that sends requests, and may disconnect. */
function client(changes: Partial<GatewayContext> = {}) {
  const controller = new AbortController();
  const context = {
    viewer: { kind: 'ANONYMOUS' } as Viewer,
    market: { country: 'FR', language: 'EN' },
    usedMarket: {},
    isService: false,
    isDryRun: false,
    cacheUse: new CacheUse(),
    signal: controller.signal,
    get isDisconnected() {
      return controller.signal.aborted;
    },
    ...changes,
  } as GatewayContext;
  return { context, leave: () => controller.abort(new Error('gone')) };
}

/** Documents are parsed once, as in the gateway. */
const operations = new Map<string, OperationDefinitionNode>();

function requestOf(
  context: GatewayContext,
  { source = query, variables = { of: 'p1' }, name = '', own = schema } = {},
) {
  const document = parse(source);
  const operation =
    operations.get(source + name) ?? (getOperationAST(document, name || undefined) as OperationDefinitionNode);
  operations.set(source + name, operation);
  const request: ExecutorRequest = {
    ...{ document, operation, schema: own, source, queryHash: source, context },
    request: { variables, http: { method: 'POST' } },
  };
  return request;
}

let cache: Cache;
let answers: Answers;
/** Executes with the outcome of the next call, 1 by default, and what is reported of it. */
let outcome: () => ReturnType<Executor>;
let report: (use: CacheUse) => void;
let executed: GatewayContext[];
let run: Executor;

beforeEach(() => {
  cache = openCache({ maxBytes: 1_000_000, log: createLog('gateway', 'silent') });
  answers = openAnswers(cache);
  executed = [];
  outcome = async () => ({ data: { price: executed.length } });
  report = (use) => {
    use.tags.add('commerce/product:p1');
    use.freshUntil = Math.min(use.freshUntil, performance.now() + 60_000);
  };
  run = answers.keeping(async ({ context }) => {
    executed.push(context as GatewayContext);
    report((context as GatewayContext).cacheUse);
    return outcome();
  });
});
afterEach(() => cache.close());

/** The data of a response. */
const send = async (request: ExecutorRequest) => JSON.parse(JSON.stringify((await run(request)).data));

describe('The answer to a query of an anonymous viewer', () => {
  it('is found by the next equal request, with the market that was used', async () => {
    outcome = async () => {
      Object.assign((executed[0] as GatewayContext).usedMarket, { country: 'DE', currency: 'EUR' });
      return { data: { price: 7 } };
    };
    await send(requestOf(client().context));
    const { context } = client();
    const found = answers.find(requestOf(context));

    expect(found && dataOf(found.entry)).toBe('{"price":7}');
    expect(context.usedMarket).toEqual({ country: 'DE', currency: 'EUR' });
    expect(context.cacheUse.answer?.isFound).toBe(true);
    expect(await send(requestOf(client().context))).toEqual({ price: 7 });
    expect([executed.length, answers.counts]).toEqual([1, { hits: 2, joined: 0, kept: 1, unkept: 0 }]);
  });

  it.each([
    ['the keys of variables are in another order', { variables: { in: { b: 1, a: [2, { d: 1, c: 1 }] }, of: 'p1' } }],
    [
      'it has variables that are not declared',
      { variables: { of: 'p1', in: { a: [2, { c: 1, d: 1 }], b: 1 }, more: 1 } },
    ],
  ])('is the same where %s', async (_, changes) => {
    await send(requestOf(client().context, { variables: { of: 'p1', in: { a: [2, { c: 1, d: 1 }], b: 1 } } as never }));

    expect(answers.find(requestOf(client().context, changes as never))).toBeDefined();
  });

  it.each<[string, Partial<GatewayContext>, object]>([
    ['country', { market: { country: 'DE', language: 'EN' } }, {}],
    ['currency', { market: { country: 'FR', currency: 'USD', language: 'EN' } }, {}],
    ['language', { market: { country: 'FR', language: 'JA' } }, {}],
    ['kind of client', { isService: true }, {}],
    ['variable', {}, { variables: { of: 'p2' } }],
    ['variable that is null', {}, { variables: { of: 'p1', in: null } }],
    ['long variable', {}, { variables: { of: 'p'.repeat(400) } }],
    ['document', {}, { source: `${query} # again` }],
    ['schema', {}, { own: buildSchema('type Query { price: Int }') }],
  ])('is another one for another %s', async (_, context, changes) => {
    await send(requestOf(client().context));
    await send(requestOf(client().context, { variables: { of: 'p'.repeat(401) } }));

    expect(answers.find(requestOf(client(context).context, changes))).toBeUndefined();
  });

  it('is another one for another operation of the document', async () => {
    const source = 'query A { price(of: 1) } query B { price(of: 2) }';
    await send(requestOf(client().context, { source, name: 'A', variables: {} as never }));

    const find = (name: string) => answers.find(requestOf(client().context, { source, name, variables: {} as never }));
    expect([find('A'), find('B')].map(Boolean)).toEqual([true, false]);
  });

  it.each<[string, Partial<GatewayContext>]>([
    ['is signed in', { viewer: { kind: 'CUSTOMER', id: 'c', scopes: [], session: 's' } }],
    ['has credentials that cannot be checked', { viewer: { kind: 'ANONYMOUS', unchecked: true } }],
    ['requests the cost only', { isDryRun: true }],
    ['is a service that needs live data', { cacheUse: new CacheUse('none') }],
  ])('is neither kept nor found for a client that %s', async (_, changes) => {
    await send(requestOf(client().context));
    const other = requestOf(client(changes).context);
    expect(answers.find(other)).toBeUndefined();
    expect(await send(other)).toEqual({ price: 2 });

    expect(await send(requestOf(client().context))).toEqual({ price: 1 });
  });

  it('is replaced by a client that does not accept it', async () => {
    await send(requestOf(client().context));
    expect(await send(requestOf(client({ cacheUse: new CacheUse('refresh') }).context))).toEqual({ price: 2 });

    expect(await send(requestOf(client().context))).toEqual({ price: 2 });
  });

  it.each<[string, () => void]>([
    [
      'has errors',
      () => {
        outcome = async () => ({ data: { price: null }, errors: [{ message: 'down' }] as never });
      },
    ],
    [
      'has no data',
      () => {
        outcome = async () => ({ data: null });
      },
    ],
    [
      'has a part that must not be shared',
      () => {
        report = (use) => {
          use.tags.add('a/b');
          use.isShareable = false;
        };
      },
    ],
    [
      'has no tags',
      () => {
        report = () => {};
      },
    ],
    [
      'is older than its life',
      () => {
        report = (use) => {
          use.tags.add('a/b');
          use.freshUntil = performance.now();
        };
      },
    ],
  ])('is not kept where it %s', async (_, change) => {
    change();
    await run(requestOf(client().context));
    await run(requestOf(client().context));

    expect([executed.length, cache.counters().entries]).toEqual([2, 0]);
  });

  it('is not kept where a tag was invalidated during the execution', async () => {
    outcome = async () => {
      cache.invalidate(['product:p1'], 'commerce');
      return { data: { price: 1 } };
    };
    await run(requestOf(client().context));

    expect([answers.find(requestOf(client().context)), cache.counters().refusedWrites]).toEqual([undefined, 1]);
  });

  it('is not another one where a number is none', async () => {
    await run(requestOf(client().context, { variables: { of: null } as never }));
    await run(requestOf(client().context, { variables: JSON.parse('{ "of": 1e999 }') }));

    expect([executed.length, answers.counts.hits]).toEqual([2, 0]);
  });

  it('is kept without the market that was requested, where no subgraph has said that it was used', async () => {
    await send(requestOf(client().context));
    const { context } = client();

    expect(answers.find(requestOf(context))).toBeDefined();
    expect(context.usedMarket).toEqual({});
  });

  it('is not kept where its variables are nested too deeply for a key', async () => {
    const nested = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    await run(requestOf(client().context, { variables: { of: nested } as never }));

    expect(cache.counters().entries).toBe(0);
  });

  it('is not kept for a mutation', async () => {
    await run(requestOf(client().context, { source: 'mutation { pay }', variables: {} as never }));

    expect(cache.counters().entries).toBe(0);
  });
});

describe('Equal queries at the same time', () => {
  /** Delays the next execution until `end`. */
  function delay() {
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<Executor>>>();
    outcome = () => promise;
    return resolve;
  }

  it('are executed once', async () => {
    const end = delay();
    const clients = Array.from({ length: 100 }, () => client());
    const sent = clients.map(({ context }) => send(requestOf(context)));
    end({ data: { price: 9 } });

    expect(await Promise.all(sent)).toEqual(clients.map(() => ({ price: 9 })));
    expect([executed.length, answers.counts]).toEqual([1, { hits: 0, joined: 99, kept: 1, unkept: 0 }]);
    expect(clients.filter(({ context }) => context.cacheUse.answer?.isFound)).toHaveLength(99);
  });

  it('are executed to the end where the first client disconnects', async () => {
    const end = delay();
    const [first, second] = [client(), client()];
    const sent = [first, second].map(({ context }) => run(requestOf(context)));
    outcome = async () => ({ data: null, errors: [] });
    first.leave();
    expect((await sent[0])?.data).toBeNull();
    expect([executed[0]?.isDisconnected, executed[0]?.signal.aborted]).toEqual([false, false]);
    end({ data: { price: 9 } });

    expect(JSON.stringify((await sent[1])?.data)).toBe('{"price":9}');
  });

  it('end where all clients have disconnected', async () => {
    delay();
    const clients = [client(), client()];
    const sent = clients.map(({ context }) => run(requestOf(context)));
    outcome = async () => ({ data: null });
    for (const { leave } of clients) leave();
    await Promise.all(sent);

    expect([executed[0]?.isDisconnected, executed[0]?.signal.aborted]).toEqual([true, true]);
  });

  it('are each executed where the answer cannot be kept, and then do not wait for each other', async () => {
    report = (use) => {
      use.isShareable = false;
    };
    await Promise.all([0, 1].map(() => run(requestOf(client().context))));
    expect(executed).toHaveLength(2);
    delay();
    for (let count = 0; count < 3; count += 1) void run(requestOf(client().context));

    expect(executed).toHaveLength(5);
  });

  it('are each executed where the first fails', async () => {
    const failing = jest.fn<() => ReturnType<Executor>>(async () => ({ data: { price: 1 } }));
    failing.mockImplementationOnce(async () => {
      throw new Error('unexpected');
    });
    outcome = failing;
    const sent = await Promise.all([0, 1].map(() => send(requestOf(client().context))));

    expect([sent, executed.length]).toEqual([[{ price: 1 }, { price: 1 }], 3]);
  });
});
