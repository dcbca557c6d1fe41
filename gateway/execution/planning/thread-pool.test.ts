import { ApolloGateway } from '@apollo/gateway';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { createLog } from '#kit/process/log.ts';
import { composeTestSupergraph } from '../../gateway.fixture.ts';
import type { BuiltPlan, PlanBuilder } from './plan-builder.ts';
import { openThread, type Thread, ThreadEnded } from './thread.ts';
import { buildPlansInThreads } from './thread-pool.ts';
import { tooComplex } from './too-complex.ts';

const log = createLog('planning', 'silent');
let sdl: string;
beforeAll(async () => {
  const names = ['commerce', 'identity', 'provenance', 'search'];
  sdl = await composeTestSupergraph(Object.fromEntries(names.map((name) => [name, `http://${name}.example`])));
});
let builder: PlanBuilder | undefined;
afterEach(() => builder?.close());

const made = (operation: string): BuiltPlan => ({ plan: { kind: 'QueryPlan' }, cpuTime: 1, size: operation.length });

/** Fake threads: `work` plans each operation, and receives the number of the thread. */
function openWith(work: (operation: string, thread: number) => Promise<BuiltPlan>, queue = 10): PlanBuilder {
  let threads = 0;
  const open = (): Thread => {
    threads += 1;
    const number = threads;
    return { ready: Promise.resolve(undefined), plan: (operation) => work(operation, number), close: async () => {} };
  };
  builder = buildPlansInThreads('', { threads: 1, timeout: 1_000, memory: 100, queue, log, open });
  return builder;
}

describe('A planning thread', () => {
  it('builds plans for its supergraph, and reports failures', async () => {
    builder = buildPlansInThreads(sdl, { threads: 1, timeout: 20_000, memory: 200, queue: 10, log });
    await builder.ready;

    const { plan, size } = await builder.build('query ($a0: ID!) { product(id: $a0) { title place } }', 'me');

    expect(JSON.stringify(plan)).toContain('"serviceName":"provenance"');
    expect(size).toBe(JSON.stringify(plan).length);
    await expect(builder.build('{ nothing }', 'me')).rejects.toThrow('The operation cannot be planned');
    expect((await builder.build('{ products { title } }', 'me')).plan.kind).toBe('QueryPlan');
  }, 60_000);

  it('validates its supergraph, and describes its API schema and its subgraphs', async () => {
    builder = buildPlansInThreads(sdl, { threads: 2, timeout: 20_000, memory: 200, queue: 10, log });

    const { api, subgraphs } = await builder.ready;

    const { schema } = await new ApolloGateway({ supergraphSdl: sdl }).load();
    expect(introspectionFromSchema(buildSchema(api))).toEqual(introspectionFromSchema(schema));
    expect(subgraphs).toContainEqual({ name: 'search', url: 'http://search.example' });
    expect(subgraphs).toHaveLength(4);
  }, 60_000);

  it('rejects an invalid supergraph at once, with its error', async () => {
    builder = buildPlansInThreads('type Query { a: Int }', { threads: 1, timeout: 1_000, memory: 200, queue: 10, log });

    await expect(builder.ready).rejects.toThrow(/must be a core schema/);
  }, 60_000);

  it('is terminated at its timeout', async () => {
    const thread = openThread(sdl, { timeout: 0, memory: 200 }, false);
    await thread.ready;

    await expect(thread.plan('{ products { title } }')).rejects.toMatchObject({ reason: 'time' });
    await expect(thread.plan('{ products { title } }')).rejects.toMatchObject({ reason: 'time' });
  }, 60_000);
});

describe('Operations that wait for a thread', () => {
  it('are served round robin by requester', async () => {
    const order: string[] = [];
    const { build } = openWith(async (operation) => {
      order.push(operation);
      return made(operation);
    });

    await Promise.all([
      ...['a1', 'a2', 'a3', 'a4'].map((operation) => build(operation, 'a')),
      ...['b1', 'b2'].map((operation) => build(operation, 'b')),
      build('c1', 'c'),
    ]);

    expect(order.toSorted()).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']);
    expect(order.indexOf('c1')).toBeLessThan(order.indexOf('a3'));
    expect(order.indexOf('b2')).toBeLessThan(order.indexOf('a4'));
  });

  it('are limited; one beyond the limit is THROTTLED', async () => {
    const finish: (() => void)[] = [];
    const { build } = openWith((operation) => new Promise((resolve) => finish.push(() => resolve(made(operation)))), 2);
    const first = build('1', 'a');
    await Promise.resolve();
    const waiting = [build('2', 'a'), build('3', 'a')];

    await expect(build('4', 'b')).rejects.toMatchObject({ extensions: { code: 'THROTTLED', retryAfterMs: 1_000 } });
    for (const operation of [first, ...waiting]) {
      while (finish.length === 0) await Promise.resolve();
      finish.shift()?.();
      await operation;
    }
  });

  it.each(['time', 'memory'] as const)('are served by another thread when one exceeds its %s limit', async (reason) => {
    const { build } = openWith(async (operation, thread) => {
      if (operation === 'heavy') throw new ThreadEnded(reason);
      return { ...made(operation), cpuTime: thread };
    });

    const heavy = build('heavy', 'a');
    const light = build('light', 'b');

    await expect(heavy).rejects.toMatchObject({ extensions: { code: 'OPERATION_TOO_COMPLEX', limit: 'planning' } });
    expect((await light).cpuTime).toBe(2);
  });

  it('are retried once when a thread crashes, and then fail', async () => {
    const tries: string[] = [];
    const { build } = openWith(async (operation, thread) => {
      tries.push(`${operation} ${thread}`);
      if (operation === 'bad' || thread === 1) throw new ThreadEnded('crash');
      return made(operation);
    });

    const good = build('good', 'a');
    const bad = build('bad', 'a');

    expect((await good).size).toBe(4);
    await expect(bad).rejects.toThrow('A planning thread has ended.');
    expect(tries).toEqual(['good 1', 'good 2', 'bad 2', 'bad 3']);
  });

  it('fail with the same error as on the event loop', async () => {
    const { build } = openWith(async () => {
      throw tooComplex('Too many ways.');
    });

    await expect(build('x', 'a')).rejects.toThrow('Too many ways.');
  });
});
