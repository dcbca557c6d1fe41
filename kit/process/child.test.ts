import { describe, expect, it } from '@jest/globals';
import { type ChildOptions, startChild } from './child.ts';
import { isAlive } from './children.ts';

/** A program that writes its process id and stays, unless `source` says otherwise. */
function child(options: Partial<ChildOptions> = {}, source = 'console.log(process.pid); setInterval(() => {}, 1_000)') {
  const { promise: pid, resolve } = Promise.withResolvers<number>();
  const started = startChild({
    name: 'A program',
    command: process.execPath,
    args: ['-e', source],
    env: {},
    log: (line) => resolve(Number(line)),
    ready: async () => true,
    ...options,
  });
  return { started, pid };
}

describe('A child that is being started', () => {
  it('is given up in time though the question whether it is ready is never answered', async () => {
    const { started, pid } = child({ ready: () => new Promise(() => {}), readyTimeout: 500 });

    await expect(started).rejects.toThrow('A program did not answer in time.');

    expect(isAlive(await pid)).toBe(false);
  });

  it('says its last words when it ends, each line up to 300 characters', async () => {
    const { started } = child({ ready: async () => false }, 'console.log("why ".repeat(500)); process.exitCode = 3');

    await expect(started).rejects.toThrow(
      new Error(`A program ended (exit code 3). Its last words:\n  ${'why '.repeat(75)}…`),
    );
  });

  it('is ended when its signal aborts', async () => {
    const leaving = new AbortController();
    const { started, pid } = child({ ready: () => new Promise(() => {}), signal: leaving.signal });
    const id = await pid;

    leaving.abort(new Error('The house is stopping.'));

    await expect(started).rejects.toThrow('The house is stopping.');
    expect(isAlive(id)).toBe(false);
  });
});

describe('A child whose heap runs full', () => {
  it('says so when it ends, above the native stack', async () => {
    const fill = 'setTimeout(() => { const all = []; for (;;) all.push(new Array(1_000).fill(all.length)); }, 200)';
    const { crashed } = await child({ args: ['--max-old-space-size=16', '-e', fill] }).started;

    expect(await crashed).toMatch(/^killed by SIGABRT\n {2}FATAL ERROR: .*heap out of memory$/);
  });
});
