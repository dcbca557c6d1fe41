import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, matchesGlob, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
const ignored = read('.dockerignore').split('\n').filter(Boolean);

/** What only tests use, and measurements. */
const isForTests = (file: string) => /\.(test|suite|fixture)\.|(^|\/)contract-target\.ts$|^tests\/|^bench\//.test(file);

describe.each(['services', 'medusa'])('The image %s', (stage) => {
  const files = filesOf(stage);

  it('contains no tests and no helpers of tests', () => {
    expect(files.filter(isForTests)).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it('contains every file of ours that its code imports or reads', () => {
    const missing = files
      .filter((file) => /\.(ts|tsx|mts)$/.test(file) && !/\/pages\/(\w+\/)?app\//.test(file))
      .flatMap((file) => pathsIn(file).map((path) => ({ file, path })))
      .filter(({ path }) => tracked.includes(path) && !files.includes(path))
      .map(({ file, path }) => `${file} → ${path}`);

    expect(missing).toEqual([]);
  });
});

describe('The image services', () => {
  it('contains the packages that its code imports: none is needed for development alone', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const missing = filesOf('services')
      .filter((file) => /\.(ts|mts)$/.test(file) && !/\/pages\/(\w+\/)?(app\/|build\.ts$)/.test(file))
      .flatMap((file) => packagesIn(file).map((name) => ({ file, name })))
      .filter(({ name }) => !Object.hasOwn(dependencies, name))
      .map(({ file, name }) => `${file} → ${name}`);

    expect(missing).toEqual([]);
  });
});

/** The tracked files that the COPY lines of a stage, and of the stages that it is built on, bring into its image. */
function filesOf(stage: string): string[] {
  const stages = read('Dockerfile')
    .split(/^FROM /m)
    .slice(1)
    .map((text) => /^(\S+)(?: AS (\S+))?/.exec(text)?.slice(1).concat(text) as [string, string, string]);
  const [base, , text] = stages.find(([, name]) => name === stage) as [string, string, string];
  const sources = [...text.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, paths = '']) =>
    paths.split(' ').slice(0, -1),
  );
  const own = tracked.filter((file) => sources.some((path) => isWithin(file, path)) && !isIgnored(file));
  return stages.some(([, name]) => name === base) ? [...filesOf(base), ...own] : own;
}

function isWithin(file: string, path: string): boolean {
  return path === '.' || file === path || file.startsWith(`${path.replace(/\/$/, '')}/`);
}

/** Whether `.dockerignore` leaves a file out: a pattern matches the file or one of its folders. Its `!` patterns are not understood. */
function isIgnored(file: string): boolean {
  const parts = file.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return ignored.some((pattern) => paths.some((path) => matchesGlob(path, pattern)));
}

/** Paths from the root that the text of a file names: imports, and files that are read relative to it. */
function pathsIn(file: string): string[] {
  return [...read(file).matchAll(/'([#.][^'\s]*\/[^'\s]+\.\w+)'/g)].map(([, path = '']) =>
    path.startsWith('#') ? path.slice(1) : posix.join(posix.dirname(file), path),
  );
}

/** Packages from which a file imports values. */
function packagesIn(file: string): string[] {
  const text = read(file).replaceAll(/import type [^;]+;/g, '');
  return [...text.matchAll(/^(?:import|export|\}) .*\bfrom '([^'.#][^']*)'/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}
