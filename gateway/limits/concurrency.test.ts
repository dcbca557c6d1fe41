import { describe, expect, it } from '@jest/globals';
import { anonymous } from '#kit/graph/viewer.ts';
import type { Executor } from '../execution/executor.ts';
import { withConcurrencyLimit } from './concurrency.ts';
import { rateLimitKeyOf } from './rate-limit-key.ts';

type Request = Parameters<Executor>[0];

/** Two running and two waiting operations for each address; `finish` ends the operation of that name. */
function open() {
  const began: string[] = [];
  const running = new Map<string, () => void>();
  const execute: Executor = async (request) => {
    const name = request.source;
    began.push(name);
    await new Promise<void>((resolve) => running.set(name, resolve));
    return { data: { name } };
  };
  const limited = withConcurrencyLimit(execute, { running: 2, points: 100, waiting: 2 });
  const ask = async (name: string, address = '192.0.2.1', more: object = {}) => {
    const signal = new AbortController().signal;
    const context = {
      rateLimitKey: rateLimitKeyOf(anonymous, { address }),
      deadline: performance.now() + 60_000,
      signal,
      ...more,
    };
    const { data, errors } = await limited({ source: name, context } as unknown as Request);
    return data ?? errors?.map(({ extensions }) => extensions);
  };
  const finish = async (name: string) => {
    running.get(name)?.();
    // The next one starts within these ticks.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { began, ask, finish };
}

const throttled = [{ code: 'THROTTLED', retryAfterMs: 1_000, http: { status: 429 } }];

describe('The operations of one client', () => {
  it('wait in order beyond the limit, and do not delay other clients', async () => {
    const { began, ask, finish } = open();
    const answers = ['1', '2', '3', '4'].map((name) => ask(name));
    const other = ask('other', '192.0.2.2');
    const service = ask('service', '192.0.2.1', { rateLimitKey: undefined });
    expect(began).toEqual(['1', '2', 'other', 'service']);

    await finish('2');
    expect(began.at(-1)).toBe('3');
    await finish('1');
    expect(began.at(-1)).toBe('4');
    for (const name of ['3', '4', 'other', 'service']) await finish(name);

    expect(await Promise.all([...answers, other, service])).toEqual(
      ['1', '2', '3', '4', 'other', 'service'].map((name) => ({ name })),
    );
    const again = ask('5');
    await finish('5');
    expect(await again).toEqual({ name: '5' });
  });

  it('are THROTTLED if the queue is full', async () => {
    const { began, ask } = open();
    for (const name of ['1', '2', '3', '4']) void ask(name, '192.0.2.1', { deadline: performance.now() + 1 });

    expect(await ask('5')).toEqual(throttled);
    expect(began).toEqual(['1', '2']);
  });

  it('are THROTTLED at their deadline, or when their client disconnects', async () => {
    const { began, ask, finish } = open();
    const leaving = new AbortController();
    void ask('1');
    const second = ask('2');
    const late = ask('3', '192.0.2.1', { deadline: performance.now() });
    const gone = ask('4', '192.0.2.1', { signal: leaving.signal });
    leaving.abort();

    expect(await Promise.all([late, gone])).toEqual([throttled, throttled]);
    await finish('2');
    expect(await second).toEqual({ name: '2' });
    expect(began).toEqual(['1', '2']);
  });

  it('wait if their total cost is too high, and one may always run', async () => {
    const { began, ask, finish } = open();
    const answers = [
      ask('dear', '192.0.2.1', { cost: { total: 1_000 } }),
      ask('half', '192.0.2.1', { cost: { total: 60 } }),
      ask('rest', '192.0.2.1', { cost: { total: 40 } }),
    ];
    expect(began).toEqual(['dear']);

    await finish('dear');
    expect(began).toEqual(['dear', 'half', 'rest']);
    answers.push(ask('one more', '192.0.2.1', { cost: { total: 1 } }));
    await finish('half');
    expect(began.at(-1)).toBe('one more');
    await finish('rest');
    await finish('one more');
    expect(await Promise.all(answers)).toEqual(['dear', 'half', 'rest', 'one more'].map((name) => ({ name })));
  });

  it('start when a more expensive one before them leaves the queue', async () => {
    const { began, ask, finish } = open();
    const gone = new AbortController();
    const first = ask('first', '192.0.2.1', { cost: { total: 60 } });
    const dear = ask('dear', '192.0.2.1', { cost: { total: 90 }, signal: gone.signal });
    const small = ask('small', '192.0.2.1', { cost: { total: 10 } });
    expect(began).toEqual(['first']);

    gone.abort();
    expect(await dear).toEqual(throttled);
    expect(began).toEqual(['first', 'small']);
    await finish('first');
    await finish('small');
    expect(await Promise.all([first, small])).toEqual([{ name: 'first' }, { name: 'small' }]);
  });
});
