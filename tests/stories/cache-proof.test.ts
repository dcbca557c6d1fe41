import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Acknowledgements, openAcknowledgements } from '../support/cache-proof/acknowledgements.ts';
import { type Facts, openFacts } from '../support/cache-proof/facts.ts';
import { prove } from '../support/cache-proof/proof.ts';
import { type SecondGateway, startSecondGateway } from '../support/cache-proof/second-gateway.ts';
import { control, gatewayUrl, installationEnv } from '../support/graph.ts';

/** A killed part needs seconds to restart, and the last change waits for it. */
jest.setTimeout(120_000);

const killed = ['gateway', 'redis', 'invalidation'];

describe('A read that begins after a change was acknowledged', () => {
  let second: SecondGateway;
  let facts: Facts;
  let acknowledgements: Acknowledgements;

  beforeAll(async () => {
    const env = installationEnv();
    second = await startSecondGateway(env);
    facts = await openFacts(env);
    acknowledgements = openAcknowledgements(env.REDIS_URL as string);
  });
  afterAll(async () => {
    acknowledgements?.close();
    await facts?.close();
    await second?.stop();
    // The next story must not meet one that is still being restarted.
    for (const part of killed) await control('start', part);
  });

  it('is never older than it, while a gateway, Redis and the reader of the change feeds are killed', async () => {
    const { stale, reads, hits, acknowledged } = await prove({
      gateways: [`${gatewayUrl()}/graphql`, second.url],
      facts: facts.all,
      acknowledgements,
      duration: 8_000,
      leastReads: 200,
      readers: 4,
      kills: killed.map((part) => () => control('kill', part)),
    });

    expect(stale).toEqual([]);
    expect(reads).toBeGreaterThanOrEqual(200);
    expect(hits).toBeGreaterThan(0);
    // Each fact changed, and the change was acknowledged.
    expect(Object.values(acknowledged).filter((count) => count === 0)).toEqual([]);
    expect(Object.keys(acknowledged)).toEqual(['price', 'stock', 'story', 'provenance']);
  });
});
