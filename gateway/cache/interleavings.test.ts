import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createLog } from '#kit/process/log.ts';
import { type Follower, type FollowerHandlers, openFollower } from '#kit/stores/cache-follower.ts';
import { openPublisher, type Published } from '#kit/stores/cache-publisher.ts';
import { type Cache, openCache, type Position } from './cache.ts';
import { emptyState, startRedisModel } from './redis-model.fixture.ts';
import { openSharedTier } from './shared-tier.ts';

/**
 * Gateways, a writer and a Redis in random order: every operation is one step, and nothing else happens between two. Reads
 * that return less than what was acknowledged before they began are counted.
 */
type Operation =
  | { do: 'change' | 'publish' | 'acknowledge'; product: number }
  | { do: 'read' | 'readMany' | 'fly' | 'begin'; gateway: number; product: number }
  | { do: 'step' | 'cut' | 'restart'; gateway: number }
  | { do: 'end' | 'land'; which: number }
  | { do: 'pass'; time: number }
  | { do: 'turnClock' | 'turnRedisClock'; by: number }
  | { do: 'save' | 'restartRedis' | 'emptyRedis' | 'loseWrites' | 'trim' | 'cutWriter' };

/** The same orders in each run. `INTERLEAVINGS=20000 INTERLEAVINGS_SEED=7` tries others. */
const numRuns = Number(process.env.INTERLEAVINGS ?? 1_000);
const seed = Number(process.env.INTERLEAVINGS_SEED ?? 2);
const log = createLog('test', 'silent');
const products = 2;
const gateways = 2;
const gateway = fc.nat(gateways - 1);
const product = fc.nat(products - 1);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('change', 'publish', 'acknowledge'), product }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constantFrom('read', 'readMany', 'fly', 'begin'), gateway, product }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('end', 'land'), which: fc.nat(3) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('step'), gateway }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cut', 'restart'), gateway }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass'), time: fc.constantFrom(5, 400, 1_100, 2_100, 3_100, 25_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('turnClock', 'turnRedisClock'),
      by: fc.integer({ min: -9_000, max: 9_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('save', 'restartRedis', 'emptyRedis', 'loseWrites', 'trim', 'cutWriter'),
    }),
  },
) as fc.Arbitrary<Operation>;

describe('In any order of fetches, changes, reads and outages', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'], now: Date.parse('2026-03-01') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('no gateway returns a value from before an acknowledged change', async () => {
    const { property, hits } = inAnyOrder((handlers) => handlers);

    await fc.assert(property, { numRuns, seed });

    // Most runs lose their entries to some outage.
    expect(hits()).toBeGreaterThan(numRuns);
  }, 600_000);

  // Random orders rarely contain these.
  const contact: Operation[] = [
    { do: 'step', gateway: 0 },
    { do: 'pass', time: 25_000 },
    { do: 'step', gateway: 0 },
  ];
  const fetched: Operation[] = [
    { do: 'begin', gateway: 0, product: 0 },
    { do: 'end', which: 0 },
  ];
  const changed: Operation[] = [
    { do: 'change', product: 0 },
    { do: 'publish', product: 0 },
  ];
  const acknowledged: Operation = { do: 'acknowledge', product: 0 };

  it.each<[string, Operation[]]>([
    [
      'from a Redis that has lost the change',
      [
        ...contact,
        ...fetched,
        { do: 'save' },
        ...changed,
        { do: 'step', gateway: 0 },
        acknowledged,
        { do: 'loseWrites' },
        { do: 'restart', gateway: 0 },
        ...contact,
        { do: 'readMany', gateway: 0, product: 0 },
      ],
    ],
    [
      'in a gateway that others no longer wait for',
      [
        ...contact,
        { do: 'cut', gateway: 0 },
        { do: 'step', gateway: 1 },
        { do: 'pass', time: 25_000 },
        { do: 'step', gateway: 1 },
        ...fetched,
        ...changed,
        { do: 'step', gateway: 1 },
        acknowledged,
        { do: 'read', gateway: 0, product: 0 },
      ],
    ],
    [
      'of a long fetch in a gateway without contact',
      [
        ...contact,
        { do: 'cut', gateway: 0 },
        { do: 'begin', gateway: 0, product: 0 },
        ...changed,
        { do: 'pass', time: 3_100 },
        acknowledged,
        { do: 'end', which: 0 },
        { do: 'read', gateway: 0, product: 0 },
      ],
    ],
  ])('no older value comes %s', async (_, operations) => {
    const world = openWorld((handlers) => handlers);
    for (const each of operations) await world.run(each);

    expect(world.acknowledged()).toBe(1);
    expect(world.stale()).toEqual([]);
  });

  it.each<[string, (handlers: FollowerHandlers) => FollowerHandlers]>([
    ['drops nothing', (handlers) => ({ ...handlers, onEvents: () => {} })],
    ['does not reset', (handlers) => ({ ...handlers, onReset: () => {} })],
  ])(
    'a gateway that %s is found by the same orders',
    async (_, breaking) => {
      const { property } = inAnyOrder(breaking);

      const { failed } = await fc.check(property, { numRuns, seed, endOnFailure: true });

      expect(failed).toBe(true);
    },
    600_000,
  );
});

function inAnyOrder(breaking: (handlers: FollowerHandlers) => FollowerHandlers) {
  let hits = 0;
  const property = fc.asyncProperty(fc.array(operation, { minLength: 40, maxLength: 160 }), async (operations) => {
    const world = openWorld(breaking);
    for (const each of operations) await world.run(each);
    hits += world.hits();
    expect(world.stale()).toEqual([]);
  });
  return { property, hits: () => hits };
}

interface Gateway {
  cache: Cache;
  follower: Follower;
  isCut: boolean;
}

function openWorld(breaking: (handlers: FollowerHandlers) => FollowerHandlers) {
  const redis = startRedisModel();
  let isWriterCut = false;
  const publisher = openPublisher(redis.connect(() => isWriterCut));
  const versions = Array.from({ length: products }, () => 0);
  const acknowledged = Array.from({ length: products }, () => 0);
  const published: (Published & { version: number })[] = [];
  const fetches: { gateway: Gateway; product: number; value: number; position: Position }[] = [];
  const flights: { land: () => void }[] = [];
  const stale: string[] = [];
  let saved = structuredClone(redis.state);
  let [names, restarts, hits] = [0, 0, 0];

  function openGateway(): Gateway {
    const opened: Partial<Gateway> = { isCut: false };
    const connection = redis.connect(() => opened.isCut ?? false);
    names += 1;
    opened.cache = openCache({
      maxBytes: 1_000_000,
      log,
      connect: (handlers) => {
        opened.follower = openFollower(connection, `gateway-${names}`, breaking(handlers));
        return {
          silence: opened.follower.silence,
          publisher,
          tier: openSharedTier(connection, 100_000_000),
          close: async () => {},
        };
      },
    });
    return opened as Gateway;
  }

  const all = Array.from({ length: gateways }, openGateway);
  const tagOf = (index: number) => `product:prod_${index}`;
  const check = (index: number, value: number, least: number, how: string) => {
    hits += 1;
    if (value < least) stale.push(`${how} of product ${index}: ${value} < ${least}`);
  };
  const keep = ({ gateway: { cache }, product: index, value, position }: (typeof fetches)[number]) =>
    cache.set(
      tagOf(index),
      { value: String(value), tags: [`commerce/${tagOf(index)}`], maxAge: 3_600, staleIfError: 60 },
      position,
      { isShared: true },
    );
  const restart = (state: typeof redis.state) => {
    restarts += 1;
    redis.state = { ...structuredClone(state), runId: `run-${restarts}` };
  };

  async function run(next: Operation): Promise<void> {
    const target = 'gateway' in next ? (all[next.gateway] as Gateway) : undefined;
    const index = 'product' in next ? next.product : 0;
    const least = acknowledged[index] ?? 0;
    switch (next.do) {
      case 'change':
        versions[index] = (versions[index] ?? 0) + 1;
        return;
      case 'publish': {
        const version = versions[index] ?? 0;
        const sent = await publisher.publish([{ scope: 'commerce', tags: [tagOf(index)] }]).catch(() => undefined);
        if (sent) published[index] = { ...sent, version };
        return;
      }
      case 'acknowledge': {
        const sent = published[index];
        if (sent && (await publisher.acknowledged(sent, 0))) acknowledged[index] = Math.max(least, sent.version);
        return;
      }
      case 'begin':
        if (target)
          fetches.push({
            gateway: target,
            product: index,
            value: versions[index] ?? 0,
            position: target.cache.position(),
          });
        return;
      case 'end': {
        const [fetch] = fetches.splice(next.which % Math.max(1, fetches.length), 1);
        if (fetch) keep(fetch);
        return;
      }
      case 'read': {
        const entry = target?.cache.get(tagOf(index)) ?? target?.cache.getStale(tagOf(index));
        if (entry) check(index, Number(entry.value), least, 'read');
        return;
      }
      case 'readMany': {
        const [entry] = (await target?.cache.getMany([tagOf(index)])) ?? [];
        if (entry) check(index, Number(entry.value), least, 'readMany');
        return;
      }
      case 'fly': {
        const landed = Promise.withResolvers<void>();
        const value = target?.cache.flight(tagOf(index), async () => {
          const began = {
            gateway: target,
            product: index,
            value: versions[index] ?? 0,
            position: target.cache.position(),
          };
          await landed.promise;
          keep(began);
          return began.value;
        });
        void value?.then((made) => check(index, made, least, 'flight'));
        flights.push({ land: landed.resolve });
        return;
      }
      case 'land': {
        const [flight] = flights.splice(next.which % Math.max(1, flights.length), 1);
        flight?.land();
        return new Promise(setImmediate);
      }
      case 'step':
        return target?.follower.step().catch(() => {});
      case 'cut':
        if (target) target.isCut = !target.isCut;
        return;
      case 'restart':
        all[(next as { gateway: number }).gateway] = openGateway();
        return;
      case 'pass':
        jest.advanceTimersByTime(next.time);
        return;
      case 'turnClock':
        jest.setSystemTime(Date.now() + next.by);
        return;
      case 'turnRedisClock':
        redis.clockOffset += next.by;
        return;
      case 'save':
        saved = structuredClone(redis.state);
        return;
      case 'restartRedis':
        return restart(redis.state);
      case 'emptyRedis':
        return restart(emptyState(''));
      case 'loseWrites':
        return restart(saved);
      case 'trim':
        redis.state.stream.splice(0, redis.state.stream.length - 1);
        return;
      case 'cutWriter':
        isWriterCut = !isWriterCut;
        return;
    }
  }

  return { run, stale: () => stale, hits: () => hits, acknowledged: () => acknowledged[0] };
}
