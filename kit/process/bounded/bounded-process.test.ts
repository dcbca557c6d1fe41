import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { runInProcess } from './bounded-process.ts';
import type { FixtureTask } from './task.fixture.ts';

jest.setTimeout(60_000);

const limits = { milliseconds: 50_000, bytes: 200 * 2 ** 20, heapMegabytes: 48 };
const run = (kind: FixtureTask['kind'], changed: Partial<typeof limits> = {}, options = {}) =>
  runInProcess<unknown, string>(
    new URL('./task.fixture.ts', import.meta.url),
    { kind },
    { ...limits, ...changed },
    options,
  );
const tooMuchMemory = { failure: 'EXHAUSTED', reason: 'too much memory' };

describe('The work of a child process', () => {
  it('has its steps and its result, without the environment of its parent', async () => {
    const steps: string[] = [];

    const outcome = await run('answer', {}, { onStep: (step: string) => steps.push(step) });

    expect(outcome).toEqual({ result: { bytes: new Uint8Array([1, 2, 3]), names: [] } });
    expect(steps).toEqual(['BEGIN']);
  });

  it.each<[string, FixtureTask['kind'], Partial<typeof limits>, object]>([
    ['blocks', 'block', { milliseconds: 3_000 }, { failure: 'EXHAUSTED', reason: 'too much time' }],
    ['fills its heap', 'fill heap', {}, tooMuchMemory],
    ['fills the memory outside of its heap', 'fill memory', {}, tooMuchMemory],
    ['is aborted by native code', 'abort', {}, tooMuchMemory],
    ['exits', 'exit', {}, { failure: 'EXHAUSTED', reason: 'the child ended without a result' }],
    ['throws', 'throw', {}, { failure: 'CRASHED', reason: 'The file is odd.' }],
  ])('that %s ends alone, with the reason', async (_, kind, changed, expected) => {
    expect(await run(kind, changed)).toEqual(expected);
  });

  it('ends when its parent stops it', async () => {
    const stop = new AbortController();

    const outcome = run('block', {}, { signal: stop.signal, onStep: () => stop.abort() });

    expect(await outcome).toMatchObject({ failure: 'ABORTED' });
    expect(await run('block', {}, { signal: stop.signal })).toMatchObject({ failure: 'ABORTED' });
  });

  it('ends when its parent is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bounded-'));
    const pidFile = join(folder, 'pid');
    const parent = spawn(process.execPath, [join(import.meta.dirname, 'parent.fixture.ts'), pidFile], {
      stdio: 'ignore',
    });
    let pid = 0;
    while (pid === 0) {
      pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
      await sleep(20);
    }

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    while (isRunning(pid)) await sleep(20);

    expect(isRunning(pid)).toBe(false);
    await rm(folder, { recursive: true });
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
