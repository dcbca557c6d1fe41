import { hash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, parse, specifiedRules } from 'graphql';
import type { Log } from '#kit/process/log.ts';
import { until } from '#tests/support/until.ts';
import { composeTestSupergraph, startTestGateway, type TestGateway } from '../../gateway.fixture.ts';
import type { Readiness } from '../../http/health.ts';
import { openKnownDocuments } from '../../limits/known-documents.ts';
import type { HashedOperation } from '../operation.ts';
import type { SeenOperation } from './seen-operations.ts';
import { type WarmUpTarget, warmUp } from './warm-up.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'operations-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('Warming up', () => {
  const events: unknown[] = [];
  const record = (entry: object) => void events.push(entry);
  const log = { info: record, warn: record } as unknown as Log;

  /** A target that records what is prepared. */
  function openTarget() {
    const done: string[] = [];
    const target: WarmUpTarget = {
      schema: buildSchema('type Query { a: Int }'),
      documents: [],
      closed: new AbortController().signal,
      policy: {
        refusals: () => {
          done.push('policy');
          return new Map();
        },
      },
      costs: {
        estimate: () => {
          done.push('cost');
          return { total: 1, costliest: () => [] };
        },
      },
      execution: {
        prepare: async ({ operation }: HashedOperation, { coerced }) =>
          void done.push(`${operation.name?.value} ${JSON.stringify(coerced)}`),
      },
    };
    return { target, done };
  }
  const options = { rules: specifiedRules, maxTokens: 40, log, mostUsed: () => [], folder: undefined };

  it('prepares the operations of a folder, and logs those that cannot be prepared', async () => {
    await writeFile(join(folder, 'good.graphql'), 'query A { a } query B { b: a }');
    await writeFile(join(folder, 'bad.graphql'), '{ nothing }');
    await writeFile(join(folder, 'worse.graphql'), '{');
    const { target, done } = openTarget();

    await warmUp(target, 10_000, { ...options, folder });

    expect(done).toEqual(['policy', 'cost', 'A {}', 'policy', 'cost', 'B {}']);
    expect(events.splice(0)).toMatchObject([
      { event: 'operations_prepared', count: 2 },
      { event: 'warm_up_failed', count: 2 },
    ]);
  });

  it('prepares one operation of a document, with its conditions, and skips what the server would reject', async () => {
    const source = 'query A { a } query B($c: Boolean!) { a @skip(if: $c) }';
    const { target, done } = openTarget();
    const mostUsed = (): SeenOperation[] => [
      { source, name: 'B', conditions: { c: true } },
      { source: `{ ${'a '.repeat(50)} }`, conditions: {} },
    ];

    await warmUp(target, 10_000, { ...options, mostUsed });

    expect(done).toEqual(['policy', 'cost', 'B {"c":true}']);
    expect(target.documents.map(({ queryHash }) => queryHash)).toEqual([hash('sha256', source)]);
  });

  it('ends at its time, and completes in the background', async () => {
    const { target, done } = openTarget();
    let complete = () => {};
    const blocked = new Promise<void>((resolve) => {
      complete = resolve;
    });
    target.execution.prepare = async () => {
      await blocked;
      done.push('prepared');
    };

    await warmUp(target, 0, { ...options, mostUsed: () => [{ source: '{ a }', conditions: {} }] });
    const before = done.includes('prepared');
    complete();
    await until(async () => done.includes('prepared'));

    expect(before).toBe(false);
  });
});

describe('The documents that were prepared', () => {
  it('are not parsed again by Apollo Server', async () => {
    const schema = buildSchema('type Query { a: Int b: Int }');
    const documents = openKnownDocuments(1_000, () => schema);
    documents.prepare({ document: parse('{ b }'), source: '{ a }', queryHash: hash('sha256', '{ a }'), schema });
    const server = new ApolloServer({ schema, documentStore: documents.store });

    const { body } = await server.executeOperation({ query: '{ a }' });
    await server.stop();

    // The prepared document is another one, so that the result shows which one was executed.
    expect(body).toMatchObject({ singleResult: { data: { b: null } } });
    expect(documents.find('POST', '{ a }')?.schema).toBe(schema);
  });
});

describe('A gateway with almost no budget for new operations', () => {
  let gateway: TestGateway;
  const settings = () => ({
    PLANNING_WARM_UP: folder,
    SEEN_OPERATIONS_FILE: join(folder, 'seen.json'),
    PLANNING_BUDGET_MS: '1',
    PLANNING_RESTORED_MS: '1',
    GATEWAY_POLL_MS: '20',
  });
  beforeAll(async () => {
    await writeFile(join(folder, 'example.graphql'), example);
    gateway = await startTestGateway(settings());
  }, 60_000);
  afterAll(() => gateway.close());

  const example = 'query Example { search { edges { node { title place } } } }';
  const used = 'query Used($full: Boolean!) { products { title place @include(if: $full) } }';
  const isFull = { variables: { full: true } };
  let others = 0;
  /**
   * Sends new operations until one is rejected, because they have used the budget up, then these. The processor time of a
   * thread moves in steps of some milliseconds, so that a small plan may cost nothing.
   */
  const statuses = async (at: TestGateway, ...requests: Parameters<TestGateway['execute']>[]) => {
    let rejected = 200;
    for (let sent = 0; sent < 40 && rejected === 200; sent += 1) rejected = (await at.execute(fresh())).status;
    const found = [rejected];
    for (const request of requests) found.push((await at.execute(...request)).status);
    return found;
  };
  const fresh = () => {
    others += 1;
    return `{ ${Array.from({ length: others }, (_, n) => `c${n}: products { title collection { title } }`).join(' ')} }`;
  };

  it('has planned the operations of the folder when it starts', async () => {
    expect(await statuses(gateway, [example])).toEqual([429, 200]);
  });

  it('plans the executed operations before it serves a changed supergraph', async () => {
    const urls = Object.fromEntries(Object.entries(gateway.subgraphs).map(([name, { url }]) => [name, url]));
    const text = await composeTestSupergraph(urls, 'extend type Query { newcomer: String }');
    const first = await startTestGateway({ ...settings(), PLANNING_BUDGET_MS: '100000' });
    try {
      for (let times = 0; times < 3; times += 1) await first.execute(used, isFull);
      await writeFile(first.supergraphFile, text.replaceAll('newcomer', 'other'));
      await isServed(first, text.replaceAll('newcomer', 'other'));
    } finally {
      await first.close();
    }
    const next = await startTestGateway(settings());
    try {
      // Restarted, with the file of the first one.
      expect(await statuses(next, [used, isFull], [example])).toEqual([429, 200, 200]);
      await writeFile(next.supergraphFile, text);
      await isServed(next, text);
      expect(await statuses(next, [used, isFull], [example])).toEqual([429, 200, 200]);
    } finally {
      await next.close();
    }
  }, 60_000);

  async function isServed({ origin }: TestGateway, text: string): Promise<void> {
    await until(async () => {
      const { supergraph } = (await (await fetch(`${origin}/health/ready`)).json()) as Readiness;
      return supergraph.hash === hash('sha256', text);
    });
  }
});
