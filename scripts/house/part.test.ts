import { describe, expect, it } from '@jest/globals';
import { definePart, type Running } from './part.ts';

/** A part that crashes when told to, and what it told. */
function fixture(outcome: (start: number) => Error | undefined = () => undefined) {
  const told: string[] = [];
  const crashes: ((reason: string) => void)[] = [];
  const waiting: (() => void)[] = [];
  const tell = (line: string) => {
    told.push(line);
    for (const wake of waiting.splice(0)) wake();
  };
  const launch = async (): Promise<Running> => {
    const failure = outcome(crashes.length);
    if (failure) throw failure;
    const { promise, resolve } = Promise.withResolvers<string>();
    crashes.push(resolve);
    return {
      name: 'Medusa',
      kind: 'real',
      version: '2',
      address: '',
      env: {},
      pids: [],
      crashed: promise,
      stop: async () => tell('stopped'),
    };
  };
  const part = definePart('medusa', launch, {
    started: () => tell('started'),
    crashed: (_id, reason) => tell(`crashed: ${reason}`),
    lost: (_id, reason) => tell(`lost: ${reason}`),
  });
  const until = async (line: string) => {
    while (!told.includes(line)) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { part, told, crash: (reason: string) => crashes.at(-1)?.(reason), until };
}

describe('A part of the house', () => {
  it('that crashes is reported and started again', async () => {
    const { part, told, crash, until } = fixture();
    await part.start();

    crash('exit code 1');
    await until('crashed: exit code 1');
    while (told.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));

    expect(told).toEqual(['started', 'crashed: exit code 1', 'started']);
    expect(part.running?.name).toBe('Medusa');
  });

  it('that crashes again and again is given up, by name', async () => {
    const { part, told, crash, until } = fixture();
    await part.start();

    for (let count = 1; count <= 3; count++) {
      crash(`crash ${count}`);
      while (told.filter((line) => line === 'started').length <= count)
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    crash('crash 4');
    await until('lost: crash 4');

    expect(part.running).toBeUndefined();
  });

  it('that cannot be started again is given up', async () => {
    const { part, crash, until } = fixture((start) => (start > 0 ? new Error('Port 9000 is taken.') : undefined));
    await part.start();

    crash('exit code 1');
    await until('lost: Port 9000 is taken.');

    expect(part.running).toBeUndefined();
  });

  it('that is stopped stays stopped', async () => {
    const { part, told, crash } = fixture();
    await part.start();

    await part.stop();
    crash('killed');
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(told).toEqual(['started', 'stopped']);
    expect(part.running).toBeUndefined();
  });
});
