import { describe, expect, it } from '@jest/globals';
import { until } from '#tests/support/until.ts';
import { type ChildOptions, startChild } from './child.ts';
import { isAlive } from './children.ts';
import { freePorts } from './port.ts';

/** A program that prints its process id and waits, unless `source` is given. */
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

describe('The start of a child', () => {
  it('times out although its readiness check never settles', async () => {
    const { started, pid } = child({ ready: () => new Promise(() => {}), readyTimeout: 500 });

    await expect(started).rejects.toThrow('A program did not answer in time.');

    expect(isAlive(await pid)).toBe(false);
  });

  it('rejects with the last lines of its output when it exits, each up to 300 characters', async () => {
    const { started } = child({ ready: async () => false }, 'console.log("why ".repeat(500)); process.exitCode = 3');

    await expect(started).rejects.toThrow(
      new Error(`A program ended (exit code 3). Its last output:\n  ${'why '.repeat(75)}…`),
    );
  });

  it('is cancelled by its signal', async () => {
    const leaving = new AbortController();
    const { started, pid } = child({ ready: () => new Promise(() => {}), signal: leaving.signal });
    const id = await pid;

    leaving.abort(new Error('The installation is stopping.'));

    await expect(started).rejects.toThrow('The installation is stopping.');
    expect(isAlive(id)).toBe(false);
  });
});

describe('A child that is killed', () => {
  it('leaves none of the processes that it has started', async () => {
    const [port] = await freePorts(1);
    const server = `require("node:http").createServer((_, response) => response.end()).listen(${port}, "127.0.0.1")`;
    const source = `require('node:child_process').spawn(process.execPath, ['-e', '${server}']); setInterval(() => {}, 1_000)`;
    const request = () => fetch(`http://127.0.0.1:${port}`);
    const { pid, crashed } = await child({ ready: async () => (await request()).ok }, source).started;
    process.kill(pid, 'SIGKILL');

    expect(await crashed).toBe('killed by SIGKILL');
    await until(async () =>
      request().then(
        () => false,
        () => true,
      ),
    );
  });
});

describe('A child whose heap runs full', () => {
  it('reports that reason before the native stack', async () => {
    const fill = 'setTimeout(() => { const all = []; for (;;) all.push(new Array(1_000).fill(all.length)); }, 200)';
    const { crashed } = await child({ args: ['--max-old-space-size=16', '-e', fill] }).started;

    expect(await crashed).toMatch(/^killed by SIGABRT\n {2}FATAL ERROR: .*heap out of memory$/);
  });
});
