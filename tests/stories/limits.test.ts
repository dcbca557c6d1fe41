import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { type RunningGateway, startGateway } from '#gateway/index.ts';
import { readExampleGroups } from '#gateway/pages/explorer/operations.ts';
import { freePorts } from '#kit/process/port.ts';
import { installationEnv } from '../support/graph.ts';

const defaults = parseEnv(readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8'));

/** Another gateway of the installation, with the default limits. */
let gateway: RunningGateway;

beforeAll(async () => {
  const [port] = await freePorts(1);
  const env = Object.entries(installationEnv()).filter(([name]) => !/^(COST|CREDENTIALS)_/.test(name));
  gateway = await startGateway({
    ...Object.fromEntries(env),
    PORT: String(port),
    LOG_LEVEL: 'silent',
    TRUSTED_PROXIES: '1',
  });
});
afterAll(() => gateway.close());

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  codes: unknown[];
  cost: Cost;
}

interface Cost {
  requestedQueryCost: number;
  actualQueryCost: number | null;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

/** Executes an operation as a client at this address. */
async function executeFrom(
  address: string,
  query: string,
  headers: Record<string, string> = {},
  variables: object = {},
) {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const {
    data,
    errors = [],
    extensions,
  } = (await response.json()) as {
    data: unknown;
    errors?: { extensions: { code: unknown } }[];
    extensions: { cost: Cost };
  };
  const codes = errors.map((error) => error.extensions.code);
  return { status: response.status, data, codes, cost: extensions.cost } as Answer;
}

describe('A loop that creates carts', () => {
  const one = 'mutation { cartCreate { cart { id } } }';

  it('creates none with thirty aliases', async () => {
    const many = `mutation { ${Array.from({ length: 30 }, (_, i) => `c${i}: cartCreate { cart { id } }`).join(' ')} }`;

    const responses = await Promise.all(Array.from({ length: 6 }, () => executeFrom('203.0.113.10', many)));

    for (const { status, codes, data } of responses) {
      expect([status, codes, data]).toEqual([400, ['OPERATION_TOO_EXPENSIVE'], undefined]);
    }
  });

  it('creates about a dozen one by one, and is then throttled', async () => {
    const start = performance.now();

    const responses = await Promise.all(Array.from({ length: 60 }, () => executeFrom('203.0.113.11', one)));

    const { requestedQueryCost, throttleStatus } = (responses[0] as Answer).cost;
    const points = throttleStatus.maximumAvailable + ((performance.now() - start) / 1_000) * throttleStatus.restoreRate;
    const made = responses.filter(({ data }) => data?.cartCreate?.cart);
    expect(made.length).toBeGreaterThanOrEqual(Math.floor(throttleStatus.maximumAvailable / requestedQueryCost));
    expect(made.length).toBeLessThanOrEqual(Math.floor(points / requestedQueryCost));
    expect(throttleStatus.maximumAvailable / requestedQueryCost).toBeLessThan(17);
    const refused = responses.filter(({ status }) => status === 429);
    expect([made.length + refused.length, refused[0]?.codes]).toEqual([60, ['THROTTLED']]);
  });
});

describe('The cost of an operation', () => {
  it('is returned without execution', async () => {
    const query = 'mutation { cartCreate { cart { id } } }';
    const { data, cost } = await executeFrom('203.0.113.12', query, { 'x-axiom-cost': 'only' });

    expect([data, cost.actualQueryCost]).toEqual([null, null]);
    expect(cost.requestedQueryCost).toBeGreaterThan(100);
    expect(cost.throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(cost.throttleStatus.maximumAvailable - 1);
  });

  it('is consistent with the viewer’s quota', async () => {
    const { data, cost } = await executeFrom(
      '203.0.113.13',
      '{ viewer { quota { ceiling maximumAvailable currentlyAvailable restoreRate } } }',
    );

    const { maximumAvailable, restoreRate } = cost.throttleStatus;
    expect(data.viewer.quota).toEqual({
      ceiling: Number(defaults.COST_CEILING_ANONYMOUS),
      maximumAvailable,
      currentlyAvailable: expect.any(Number),
      restoreRate,
    });
    // Some points are restored before identity reads the quota.
    expect(data.viewer.quota.currentlyAvailable).toBeGreaterThanOrEqual(maximumAvailable - cost.requestedQueryCost);
    expect(data.viewer.quota.currentlyAvailable).toBeLessThanOrEqual(maximumAvailable);
  });
});

describe('A visitor of a shop', () => {
  it('loads every page at once without reaching a limit, and their tools load the schema several times', async () => {
    const browse = (await readExampleGroups()).find(({ title }) => title === 'Browse');
    const runs = browse?.collections.flatMap(({ operations }) => operations) ?? [];

    const responses = await Promise.all(
      runs.map(({ query, variables }) => executeFrom('203.0.113.14', query, {}, JSON.parse(variables || '{}'))),
    );
    for (let count = 0; count < 3; count += 1)
      responses.push(await executeFrom('203.0.113.15', getIntrospectionQuery()));

    expect(runs.length).toBeGreaterThan(15);
    expect(responses.filter(({ status, codes }) => status === 429 || codes.includes('THROTTLED'))).toEqual([]);
  });
});
