import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { defaultBackoff, delayBefore } from './backoff.ts';
import { outageTable } from './outages.ts';
import { definePart, type Running } from './part.ts';

type Outcome = Error | 'hangs' | undefined;

/** A part that crashes on demand, with short backoff, and the events that it reported. */
function fixture(
  outcome: (start: number) => Outcome = () => undefined,
  backoff = { first: 1, longest: 8, healthy: 60_000 },
) {
  const events: string[] = [];
  const crashes: ((reason: string) => void)[] = [];
  const waiting: (() => void)[] = [];
  let launches = 0;
  const record = (line: string) => {
    events.push(line);
    for (const wake of waiting.splice(0)) wake();
  };
  const launch = async (signal: AbortSignal): Promise<Running> => {
    const failure = outcome(launches);
    launches += 1;
    if (failure === 'hangs') {
      record('launching');
      await sleep(60_000, undefined, { signal });
    }
    if (failure instanceof Error) throw failure;
    const { promise, resolve } = Promise.withResolvers<string>();
    crashes.push(resolve);
    const [name, kind] = ['Medusa', 'real'] as const;
    return {
      name,
      kind,
      version: '2',
      address: '',
      env: {},
      pids: [],
      crashed: promise,
      stop: async () => record('stopped'),
    };
  };
  const part = definePart(
    'medusa',
    launch,
    { started: () => record('started'), down: (_id, { attempt, reason }) => record(`down ${attempt}: ${reason}`) },
    backoff,
  );
  const until = async (line: string, times = 1) => {
    while (events.filter((other) => other === line).length < times) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { part, events, crash: (reason: string) => crashes.at(-1)?.(reason), until };
}

describe('A part', () => {
  it('that crashes is reported and started again', async () => {
    const { part, events, crash, until } = fixture();
    await part.start();

    crash('exit code 1');
    await until('started', 2);

    expect(events).toEqual(['started', 'down 1: exit code 1', 'started']);
    expect(part.running?.name).toBe('Medusa');
    expect(part.outage).toBeUndefined();
  });

  it('that crashes often is started again every time', async () => {
    const { part, events, crash, until } = fixture();
    await part.start();

    for (let count = 1; count <= 20; count++) {
      crash(`crash ${count}`);
      await until('started', count + 1);
    }

    expect(events.filter((line) => line.startsWith('down'))).toHaveLength(20);
    expect(events.at(-2)).toBe('down 20: crash 20');
    expect(part.running?.name).toBe('Medusa');
  });

  it('that cannot be started again is retried, and reports the reason each time', async () => {
    const portInUse = new Error('Port 9000 is in use.');
    const { part, events, crash, until } = fixture((start) => (start > 0 && start < 4 ? portInUse : undefined));
    await part.start();

    crash('exit code 1');
    await until('down 4: Port 9000 is in use.');
    expect(part.outage).toMatchObject({ attempt: 4, reason: 'Port 9000 is in use.' });
    await until('started', 2);

    expect(events.slice(1)).toEqual([
      'down 1: exit code 1',
      'down 2: Port 9000 is in use.',
      'down 3: Port 9000 is in use.',
      'down 4: Port 9000 is in use.',
      'started',
    ]);
  });

  it('that was healthy starts with the first delay after its next crash', async () => {
    const { part, events, crash, until } = fixture(undefined, { first: 1, longest: 8, healthy: 0 });
    await part.start();

    crash('first');
    await until('started', 2);
    crash('second');
    await until('started', 3);

    expect(events.filter((line) => line.startsWith('down'))).toEqual(['down 1: first', 'down 1: second']);
  });

  it('that cannot be started the first time is not retried', async () => {
    const { part, events } = fixture(() => new Error('Port 9000 is in use.'));

    await expect(part.start()).rejects.toThrow('Port 9000 is in use.');

    expect(events).toEqual([]);
    expect(part.outage).toBeUndefined();
  });

  it('that is stopped stays stopped', async () => {
    const { part, events, crash } = fixture();
    await part.start();

    await part.stop();
    crash('killed');
    await new Promise(setImmediate);

    expect(events).toEqual(['started', 'stopped']);
    expect(part.running).toBeUndefined();
  });

  it.each(['waits for its next attempt', 'is being started again'])(
    'that is stopped while it %s stays stopped',
    async (state) => {
      const isWaiting = state.startsWith('waits');
      const { part, events, crash, until } = fixture((start) => (start > 0 ? 'hangs' : undefined), {
        first: isWaiting ? 60_000 : 1,
        longest: 60_000,
        healthy: 60_000,
      });
      await part.start();
      crash('killed');
      await until(isWaiting ? 'down 1: killed' : 'launching');

      await part.stop();

      expect(part.outage).toBeUndefined();
      expect(events.slice(1)).toEqual(isWaiting ? ['down 1: killed'] : ['down 1: killed', 'launching']);
    },
  );

  it('that waits for its next attempt can be started immediately', async () => {
    const { part, crash, until } = fixture(undefined, { first: 60_000, longest: 60_000, healthy: 60_000 });
    await part.start();
    crash('killed');
    await until('down 1: killed');

    await part.start();

    expect(part.running?.name).toBe('Medusa');
  });
});

describe('The delays before a part is started again', () => {
  it('double from 0.2 s to 30 s', () => {
    const delays = [1, 2, 3, 4, 8, 9, 10, 5_000].map((attempt) => delayBefore(attempt, defaultBackoff));

    expect(delays).toEqual([200, 400, 800, 1_600, 25_600, 30_000, 30_000, 30_000]);
  });
});

describe('The table of outages', () => {
  it('names each part that is down, since when, why, and its next attempt', () => {
    const since = Date.UTC(2026, 10, 27, 14, 5, 9);
    const outage = { since, reason: 'killed by SIGABRT\n  a stack', attempt: 3, nextAt: since + 800 };

    const text = outageTable(
      [
        { id: 'search', outage },
        { id: 'journal', outage: undefined },
      ],
      since,
    );

    expect(text).toMatch(/search.*14:05:09.*0\.8 s.*3.*killed by SIGABRT$/m);
    expect(text).not.toMatch(/journal|stack/);
    expect(outageTable([{ id: 'journal', outage: undefined }])).toBe('');
  });
});
