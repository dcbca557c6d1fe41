import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

describe('Every file of scripts/', () => {
  it('is a command that is run from package.json, docker-compose.yml or the launcher, or is named in .env.example', () => {
    const callers = ['package.json', 'docker-compose.yml', '.env.example', 'launcher/template/template-data.ts'];
    const text = callers.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const files = readdirSync(join(root, 'scripts')).filter((file) => /(?<!\.test)\.(ts|mjs)$/.test(file));

    expect(files.filter((file) => !text.includes(`scripts/${file}`))).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
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
