import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';
import type { Readiness } from './health.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function readiness(): Promise<{ status: number; body: Readiness }> {
  const response = await fetch(`${gateway.origin}/health/ready`);
  return { status: response.status, body: (await response.json()) as Readiness };
}

/** The health of the subgraphs is cached for a second. */
const later = () => sleep(1_050);

describe('A gateway', () => {
  it('is live regardless of its subgraphs', async () => {
    const response = await fetch(`${gateway.origin}/health/live`);

    expect([response.status, await response.json()]).toEqual([200, { status: 'live' }]);
  });

  it('is ready when every subgraph responds', async () => {
    const { status, body } = await readiness();

    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ready',
      supergraph: {
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        loadedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        lastError: null,
      },
      subgraphs: {
        commerce: { state: 'ready' },
        provenance: { state: 'ready' },
        search: { state: 'ready' },
        identity: { state: 'ready' },
      },
    });
  });

  it('remains ready when a subgraph responds but its backend is unavailable', async () => {
    gateway.subgraphs.provenance.fault = (response) =>
      response.writeHead(503).end('{"status":"unready","reason":"PostgreSQL cannot be reached."}');
    await later();

    const { status, body } = await readiness();
    gateway.subgraphs.provenance.fault = undefined;

    expect(status).toBe(200);
    expect(body.subgraphs.provenance).toEqual({ state: 'degraded', reason: 'PostgreSQL cannot be reached.' });
  });

  it('is not ready while a subgraph is down, names it, and is ready again when it recovers', async () => {
    await gateway.subgraphs.provenance.stop();
    await later();
    const without = await readiness();
    await gateway.subgraphs.provenance.start();
    await later();
    const within = await readiness();

    expect(without.status).toBe(503);
    expect(without.body.status).toBe('unready');
    expect(without.body.subgraphs.provenance).toEqual({
      state: 'down',
      reason: 'The provenance subgraph cannot be reached.',
    });
    expect([within.status, within.body.status]).toEqual([200, 'ready']);
  });

  it('checks its subgraphs once for concurrent requests', async () => {
    let checks = 0;
    gateway.subgraphs.search.fault = (response) => {
      checks += 1;
      response.end('{}');
    };
    await later();

    await Promise.all(Array.from({ length: 20 }, readiness));
    gateway.subgraphs.search.fault = undefined;

    expect(checks).toBe(1);
  });
});
