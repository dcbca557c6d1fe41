import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAllTests } from './run.ts';

const repository = join(import.meta.dirname, '../..');
let folder: string;

/** A test file; `outcomes` are those of its runs, which are counted in a file next to it. */
const testFile = (outcomes: boolean[]) => `
const { appendFileSync, readFileSync } = require('node:fs');
test('a step works', () => {
  appendFileSync(__filename + '.runs', '.');
  const run = readFileSync(__filename + '.runs', 'utf8').length;
  expect(${JSON.stringify(outcomes)}[run - 1]).toBe(true);
});
`;

const jestConfig = `
export default {
  projects: ['rooms', 'stories'].map((displayName) => ({
    displayName, rootDir: import.meta.dirname, transform: {}, testMatch: ['<rootDir>/' + displayName + '.*.test.cjs'],
  })),
};
`;

/** A test file that passes when the other file runs at the same time. */
const meeting = (other: string) => `
const { existsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
test('meets the other', async () => {
  writeFileSync(__filename + '.met', '');
  while (!existsSync(join(__dirname, '${other}.test.cjs.met'))) await new Promise((resolve) => setTimeout(resolve, 20));
}, 30_000);
`;

/** Runs the two projects over these files: the outcomes of each run or the text, by the name of the file. */
async function run(files: Record<string, boolean[] | string>) {
  const root = await mkdtemp(join(folder, 'root-'));
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  await writeFile(join(root, 'jest.config.js'), jestConfig);
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  for (const [file, outcomes] of Object.entries(files)) {
    await writeFile(join(root, `${file}.test.cjs`), typeof outcomes === 'string' ? outcomes : testFile(outcomes));
  }
  const printed: string[] = [];
  const passed = await runAllTests(pathToFileURL(`${root}/`), ['rooms', 'stories'], {
    print: (text) => printed.push(text),
    jestOutput: 'ignore',
  });
  return { passed, printed: printed.join('\n').replaceAll(root, '') };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'all-tests-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('All tests', () => {
  it('pass when every file of both projects passes', async () => {
    expect(await run({ 'rooms.one': [true], 'stories.one': [true] })).toEqual({ passed: true, printed: '' });
  });

  it('run both projects at the same time', async () => {
    const { passed } = await run({ 'rooms.one': meeting('stories.one'), 'stories.one': meeting('rooms.one') });
    expect(passed).toBe(true);
  });

  it('pass and name what failed once in either project', async () => {
    const { passed, printed } = await run({ 'rooms.one': [false, true], 'stories.one': [false, true] });
    expect(passed).toBe(true);
    expect(printed.split('Unreliable')[1]).toContain('/rooms.one.test.cjs\n    a step works\n  /stories.one.test.cjs');
  });

  it('pass and name what failed once and passed when run again', async () => {
    const { passed, printed } = await run({
      'rooms.one': [false, true],
      'rooms.two': [true],
      'stories.one': [true],
    });
    expect(passed).toBe(true);
    expect(printed).toContain('1 of the files of rooms failed');
    expect(printed).toContain(
      'Unreliable: these failed once and passed when run again.\n  /rooms.one.test.cjs\n    a step works',
    );
    expect(printed).not.toContain('rooms.two');
  });

  it('fail when a file fails twice', async () => {
    const { passed, printed } = await run({ 'rooms.one': [false, false], 'stories.one': [true] });
    expect([passed, printed.includes('Unreliable')]).toEqual([false, false]);
  });

  it('fail when a later project fails, and name what was unreliable in the other', async () => {
    const { passed, printed } = await run({ 'rooms.one': [false, true], 'stories.one': [false, false] });
    expect(passed).toBe(false);
    expect(printed.split('Unreliable')[1]).toContain('/rooms.one.test.cjs');
  });

  it('fail when an earlier project fails twice, and run again what failed in the other', async () => {
    const { passed, printed } = await run({ 'rooms.one': [false, false], 'stories.one': [false, true] });
    expect(passed).toBe(false);
    expect(printed.split('Unreliable')[1]).toContain('/stories.one.test.cjs');
  });

  it('fail when jest cannot write its results, after the other project has ended', async () => {
    const broken = "test('ends jest', () => process.kill(process.pid, 'SIGKILL'));";
    expect((await run({ 'rooms.one': broken, 'stories.one': [true] })).passed).toBe(false);
  });

  it('fail without a second run when more than three files fail', async () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`rooms.${name}`, [false, true]]));
    expect(await run({ ...files, 'stories.one': [true] })).toEqual({ passed: false, printed: '' });
  });

  it('fail when a project has no tests', async () => {
    expect(await run({ 'rooms.one': [true] })).toEqual({ passed: false, printed: '' });
  });
});
