import { describe, expect, it } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { openPurgeQueue, purgeEdge } from './purging.ts';

const event = (id: number, ...tags: string[]) => ({ id: `${id}-0` as const, invalidation: { tags } });

describe('The queue of purges', () => {
  it('joins what waits, and keeps the last event for which the gateways are waited', () => {
    const queue = openPurgeQueue();
    queue.onEvents([event(1, 'a'), event(2, 'b')]);
    queue.onEvents([event(3, 'a')]);

    expect(queue.take()).toEqual({ tags: new Set(['a', 'b']), events: [event(3, 'a')] });
    expect(queue.take()).toBeUndefined();
  });

  it('puts back what could not be purged, in front of what came in the meantime', () => {
    const queue = openPurgeQueue();
    queue.onEvents([event(1, 'a')]);
    const waiting = queue.take() as NonNullable<ReturnType<typeof queue.take>>;
    queue.onEvents([event(2, 'b')]);
    queue.putBack(waiting);

    expect(queue.take()).toEqual({ tags: new Set(['a', 'b']), events: [event(2, 'b')] });
  });

  it.each([
    ['after a reset', (queue: ReturnType<typeof openPurgeQueue>) => queue.onReset('g', [event(1, 'a')])],
    [
      'when too many tags wait',
      (queue: ReturnType<typeof openPurgeQueue>) =>
        queue.onEvents([event(1, ...Array.from({ length: 1_001 }, (_, index) => `product:${index}`))]),
    ],
  ])('purges everything %s', (_, fill) => {
    const queue = openPurgeQueue();
    fill(queue);

    expect(queue.take()?.tags).toEqual(new Set(['*']));
  });
});

describe('The edge hears nothing', () => {
  it('while Redis is out of contact, so that it stops to use its cache', async () => {
    const stop = new AbortController();
    const sent: (readonly string[])[] = [];
    let silence = Number.POSITIVE_INFINITY;
    let looks = 0;
    const running = purgeEdge(
      openPurgeQueue(),
      {
        publisher: { acknowledged: async () => true },
        silence: () => {
          looks += 1;
          if (looks === 3) silence = 0;
          return silence;
        },
        send: async (tags) => {
          sent.push(tags);
          stop.abort();
        },
        interval: 1,
        log: createLog('edge-purges', 'silent'),
      },
      stop.signal,
    );
    await running;

    expect([sent, looks]).toEqual([[[]], 3]);
  });
});
