import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLogs } from './logs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axiom-logs-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index} ${'.'.repeat(60)}`);

/** Every line in the log files of a part, the oldest first. */
async function linesOf(part: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${part}.log`));
  const age = (name: string) => Number(/\.(\d+)(\.gz)?$/.exec(name)?.[1] ?? 0);
  const texts = await Promise.all(
    names
      .sort((one, other) => age(other) - age(one))
      .map(async (name) => {
        const bytes = await readFile(join(folder, name));
        return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      }),
  );
  return texts.join('').split('\n').slice(0, -1);
}

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('The log files', () => {
  it.each(['false', 'true'])('are rotated by size without losing a line (compressed: %s)', async (compress) => {
    const logs = openLogs(folder, { LOG_FILE_BYTES: '10000', LOG_FILES: '50', LOG_COMPRESS: compress });
    const written = lines(0, 2_000);

    for (const line of written) logs.write('search', line);
    await logs.close();

    expect(await linesOf('search')).toEqual(written);
    expect((await readdir(folder)).length).toBeGreaterThan(2);
  });

  it('keep at most LOG_FILES rotated files', async () => {
    const logs = openLogs(folder, { LOG_FILE_BYTES: '1000', LOG_FILES: '3' });
    for (const line of lines(0, 40)) {
      logs.write('search', line);
      // One turn of the event loop for each line, as for the output of a process.
      await new Promise(setImmediate);
    }
    await logs.close();

    for (let start = 1; start < 12; start++) {
      const next = openLogs(folder, { LOG_FILE_BYTES: '1000', LOG_FILES: '3' });
      for (const line of lines(start * 40, start * 40 + 40)) next.write('search', line);
      await next.close();
    }

    expect((await readdir(folder)).sort()).toEqual(['search.log', 'search.log.1', 'search.log.2', 'search.log.3']);
    expect((await linesOf('search')).at(-1)).toBe(lines(479, 480)[0]);
  });

  it('are appended to at the next start', async () => {
    for (const [from, to] of [
      [0, 3],
      [3, 5],
    ] as const) {
      const logs = openLogs(folder);
      for (const line of lines(from, to)) logs.write('gateway', line);
      await logs.close();
    }

    expect(await linesOf('gateway')).toEqual(lines(0, 5));
  });

  it('can be read only by their owner, also if they existed before', async () => {
    const inside = join(folder, 'logs');
    await openLogs(inside).close();
    await writeFile(join(inside, 'gateway.log'), '', { mode: 0o644 });
    const logs = openLogs(inside, { LOG_FILE_BYTES: '200', LOG_FILES: '2' });
    for (const line of lines(0, 30)) logs.write('gateway', line);
    for (const line of lines(0, 30)) logs.write('search', line);
    await logs.close();

    const names = await readdir(inside);
    expect(await modeOf(inside)).toBe('700');
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect([name, await modeOf(join(inside, name))]).toEqual([name, '600']);
  });
});
