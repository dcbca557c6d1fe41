import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '#kit/process/port.ts';
import { gatewayEnv } from '#tests/support/gateway-env.ts';
import { startTestGateway, type TestGateway } from './gateway.fixture.ts';
import type { Readiness } from './http/health.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ GATEWAY_DRAIN_MS: '5000' });
  gateway.subgraphs.commerce.fault = async (response) => {
    await sleep(100);
    response.end('{"data":{"product":{"title":"Late"}}}');
  };
});
afterAll(() => gateway.close());

describe('A gateway that is stopped under load', () => {
  it('completes all accepted requests, and closes', async () => {
    const [port = 0] = await freePorts(1);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'index.ts')], {
      env: {
        ...gatewayEnv,
        PORT: String(port),
        LOG_LEVEL: 'silent',
        SUPERGRAPH_FILE: gateway.supergraphFile,
        GATEWAY_DRAIN_MS: '5000',
      },
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    const url = `http://127.0.0.1:${port}/graphql`;
    while (!(await fetch(url, { method: 'HEAD' }).catch(() => undefined))) await sleep(50);

    const load = startLoad(url);
    await sleep(250);
    child.kill('SIGTERM');
    await sleep(250);
    const answers = await load.stop();

    expect(await ended).toEqual([0, null]);
    expect(answers.length).toBeGreaterThanOrEqual(8);
    expect(new Set(answers)).toEqual(new Set(['200 {"product":{"title":"Late"}}']));
    await expect(fetch(url)).rejects.toThrow();
  });

  it('reports that it is draining before it stops accepting requests', async () => {
    const load = startLoad(gateway.url);
    await sleep(50);

    const closed = gateway.running.close();
    const response = await fetch(`${gateway.origin}/health/ready`);
    const answers = await load.stop();
    await closed;

    expect([response.status, ((await response.json()) as Readiness).status]).toEqual([503, 'draining']);
    expect(new Set(answers)).toEqual(new Set(['200 {"product":{"title":"Late"}}']));
  });
});

/** Eight clients that send requests until they are stopped. Collects each response, or its error. */
function startLoad(url: string) {
  const answers: string[] = [];
  let goesOn = true;
  const clients = Array.from({ length: 8 }, async () => {
    while (goesOn) answers.push(await ask(url));
  });
  return {
    stop: async () => {
      goesOn = false;
      await Promise.all(clients);
      return answers;
    },
  };
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ product(id: "p1") { title } }' }),
    });
    return `${response.status} ${JSON.stringify(((await response.json()) as { data: unknown }).data)}`;
  } catch (error) {
    return String((error as Error).cause);
  }
}
