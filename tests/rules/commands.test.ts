import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

describe('npm run test:rooms', () => {
  it.each([
    ['a folder', 'subgraphs/journal', /^subgraphs\/journal\//],
    ['a file', 'kit/graph/market.test.ts', /^kit\/graph\/market\.test\.ts$/],
  ])('selects the tests of %s alone', async (_, path, expected) => {
    const tests = await testsSelectedBy('test:rooms', path);

    expect(tests.filter((test) => !expected.test(test))).toEqual([]);
    expect(tests.length).toBeGreaterThan(0);
  });
});

describe('npm run test:stories', () => {
  it('selects one story', async () => {
    expect(await testsSelectedBy('test:stories', 'tests/stories/buying.test.ts')).toEqual([
      'tests/stories/buying.test.ts',
    ]);
  });
});

/** The files that a command would run, as paths from the root. */
async function testsSelectedBy(command: string, path: string): Promise<string[]> {
  const args = ['run', '--silent', command, '--', path, '--listTests'];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: root });
  return stdout
    .split('\n')
    .filter((line) => line.startsWith(root))
    .map((file) => relative(root, file));
}
