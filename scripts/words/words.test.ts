import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findWords } from '../words.ts';

const root = join(import.meta.dirname, '../..');
const { avoid, exempt, allow } = JSON.parse(readFileSync(join(root, 'scripts/words/list.json'), 'utf8')) as {
  avoid: Record<string, string>;
  exempt: string[];
  allow: Record<string, string[]>;
};

describe('A word to avoid', () => {
  it('is found in any case, with its line', () => {
    expect(findWords('docs/a.md', 'One line.\nNobody holds a\nstand-in.')).toEqual([
      { file: 'docs/a.md', line: 2, word: 'nobody' },
      { file: 'docs/a.md', line: 2, word: 'holds' },
      { file: 'docs/a.md', line: 3, word: 'stand-in' },
    ]);
  });

  it.each(['nobodyElse', 'is-nobody', 'NOBODY_ELSE', 'holding', 'standings'])('is not found within %s', (text) => {
    expect(findWords('docs/a.md', text)).toEqual([]);
  });

  it('has a better one that is not to be avoided itself', () => {
    const wrong = Object.entries(avoid).filter(
      ([, better]) => better === '' || findWords('docs/a.md', better).length > 0,
    );

    expect(wrong).toEqual([]);
  });
});

describe('An exception', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');

  it('is for files that exist', () => {
    const globs = [...exempt, ...Object.keys(allow)];

    expect(globs.filter((glob) => !tracked.some((file) => matchesGlob(file, glob)))).toEqual([]);
  });

  it('allows words in the files of its pattern only, where they occur', () => {
    for (const [glob, words] of Object.entries(allow)) {
      const files = tracked.filter((file) => matchesGlob(file, glob));
      const texts = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
      const found = findWords('docs/other.md', texts).map(({ word }) => word);
      expect([glob, words.filter((word) => !found.includes(word))]).toEqual([glob, []]);
      expect([glob, findWords(files[0] as string, words.join(' '))]).toEqual([glob, []]);
    }
  });
});

describe('node scripts/words.ts', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axiom-words-'));
    await write('kit/good.ts', '/** Returns the limit. */');
    await write('kit/bad.ts', '\n/** Tells the limit. */');
    await write('kit/bad.png', 'tells');
    await write('CHANGELOG.md', 'tells');
    execFileSync('git', ['init', '-q'], { cwd: folder });
    execFileSync('git', ['add', '.'], { cwd: folder });
    await write('kit/untracked.ts', 'tells');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('names the words in tracked technical texts below a folder, and fails', () => {
    const { status, stderr } = run('kit');

    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^kit\/bad\.ts:2 tells → says/),
      '1 word to replace. The list is scripts/words/list.json.',
    ]);
  });

  it('succeeds if there are none', () => {
    expect(run('kit/good.ts', 'CHANGELOG.md')).toMatchObject({ status: 0, stderr: '' });
  });

  const run = (...paths: string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts/words.ts'), ...paths], { cwd: folder, encoding: 'utf8' });

  async function write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
});
