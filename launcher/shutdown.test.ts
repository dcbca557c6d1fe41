import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isAlive } from '#kit/process/children.ts';

const program = new URL('./shutdown.fixture.ts', import.meta.url).pathname;
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts the fixture, alone or as the child of a process that does not stop it. Resolves when its children run. */
async function launch(mode: 'alone' | 'follow' | 'run') {
  const parent =
    mode === 'follow'
      ? `require('child_process').spawn(process.execPath, ['${program}', 'follow'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`
      : undefined;
  const child = spawn(process.execPath, parent ? ['-e', parent] : [program, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const pids: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^\d+$/.test(line)) pids.push(Number(line));
    if (pids.length === 2) break;
  }
  expect(pids.map(isAlive)).toEqual([true, true]);
  return { child, pids };
}

/** Resolves when none of the processes runs. */
async function untilGone(pids: number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('A program that starts others', () => {
  it.each([
    ['SIGINT', 'alone', 130],
    ['SIGTERM', 'run', 0],
    ['SIGHUP', 'alone', 129],
  ] as const)(
    'ends by %s together with ready and starting children (mode %s, exit code %i)',
    async (signal, mode, expected) => {
      const { child, pids } = await launch(mode);

      child.kill(signal);
      const [code] = await once(child, 'exit');

      expect(code).toBe(expected);
      expect(pids.map(isAlive)).toEqual([false, false]);
    },
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)('ends when its parent is ended by %s', async (signal) => {
    const { child, pids } = await launch('follow');

    child.kill(signal);
    await once(child, 'exit');

    await untilGone(pids);
  });

  it('leaves no process when it is ended by SIGKILL', async () => {
    const { child, pids } = await launch('alone');

    child.kill('SIGKILL');
    await once(child, 'exit');

    await untilGone(pids);
  });
});
