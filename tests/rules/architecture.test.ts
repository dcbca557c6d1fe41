import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** Folders that contain one module for each system or subgraph. All other top-level folders are modules themselves. */
const divided = ['subgraphs', 'workers', 'backends', 'simulators'];

/** The modules, each with those that its code may import. */
const mayImport: Record<string, string[]> = {
  kit: [],
  edge: [],
  examples: [],
  gateway: ['kit', 'subgraphs/registry.ts'],
  ...Object.fromEntries(modulesBelow('subgraphs').map((name) => [name, ['kit', 'subgraphs/registry.ts']])),
  ...Object.fromEntries(['workers', 'backends', 'simulators'].flatMap(modulesBelow).map((name) => [name, ['kit']])),
};

/**
 * Whether tests of a module may import another in addition: what they start to run against, and for backends and workers the
 * code that calls them.
 */
function testsMayImport(name: string, target: string): boolean {
  const callers = /^(workers|backends)\//.test(name) ? '|subgraphs|workers' : '';
  return new RegExp(`^(tests|backends|simulators|catalogue|launcher|scripts${callers})(/|$)`).test(target);
}

/** Layers of `kit`, the lowest first: each may import those before it. */
const layers = ['kit/process', 'kit/graph', 'kit/stores', 'kit/models'];

const files = Object.keys(mayImport).flatMap((module) => sourcesOf(module).map((file) => ({ module, file })));

describe('Imports', () => {
  it('run one way between modules', () => {
    const wrong = files.flatMap(({ module, file }) =>
      targetsOf(file)
        .map(moduleOf)
        .filter((target) => target !== module && !mayImport[module]?.includes(target))
        .filter((target) => !isForTests(file) || !testsMayImport(module, target))
        .map((target) => `${relative(root, file)} → ${target}`),
    );

    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(500);
  });

  it('run one way between the layers of kit', () => {
    const level = (path: string) => layers.findIndex((layer) => path.startsWith(`${layer}/`));
    const ours = files.filter(({ module, file }) => module === 'kit' && !isForTests(file));
    const wrong = ours.flatMap(({ file }) =>
      targetsOf(file)
        .filter((target) => level(target) > level(relative(root, file)))
        .map((target) => `${relative(root, file)} → ${target}`),
    );

    expect(ours.filter(({ file }) => level(relative(root, file)) < 0)).toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('form no circles, type imports included', () => {
    const everywhere = [
      'kit',
      'gateway',
      'edge',
      'examples',
      ...divided,
      'catalogue',
      'launcher',
      'scripts',
      'tests',
      'bench',
    ];
    const graph = new Map(
      everywhere.flatMap(sourcesOf).map((file) => [relative(root, file), targetsOf(file)] as const),
    );

    expect(circlesOf(graph)).toEqual([]);
    expect(graph.size).toBeGreaterThan(800);
  });

  it('reach each backing system from one file of its subgraph', () => {
    const clients = [
      '@medusajs/js-sdk',
      '#kit/stores/medusa.ts',
      '@sanity/client',
      'meilisearch',
      '#kit/stores/postgres.ts',
      'ioredis',
      '@aws-sdk/client-s3',
    ];
    const users = Map.groupBy(
      files
        .filter(({ module, file }) => module.startsWith('subgraphs/') && !isForTests(file))
        .flatMap(({ module, file }) =>
          valueImportsOf(file)
            .filter((name) => clients.includes(name))
            .map((name) => ({ module, name, file })),
        ),
      ({ module, name }) => `${module} ${name}`,
    );

    const crowded = [...users]
      .filter(([, found]) => found.length > 1)
      .map(([key, found]) => `${key}: ${found.map(({ file }) => relative(root, file)).join(', ')}`);

    expect(crowded).toEqual([]);
    expect(users.size).toBeGreaterThanOrEqual(6);
  });
});

describe('Folders', () => {
  it('contain at most 20 files of different kinds, without tests', () => {
    const everywhere = [
      ...new Set([
        'kit',
        'gateway',
        'edge',
        'examples',
        ...divided,
        'catalogue',
        'launcher',
        'scripts',
        'tests',
        'bench',
      ]),
    ];
    const counts = Map.groupBy(
      everywhere.flatMap(sourcesOf).filter((file) => !isForTests(file)),
      (file) => relative(root, dirname(file)),
    );
    const full = [...counts]
      .filter(([folder, found]) => found.length > 20 && !hasFilesOfOneKind(folder))
      .map(([folder, found]) => `${folder}: ${found.length}`);

    expect(full).toEqual([]);
    expect(counts.size).toBeGreaterThan(60);
  });
});

describe('Files', () => {
  it('have at most 250 lines, and tests at most 500', () => {
    const everywhere = [
      'kit',
      'gateway',
      'edge',
      'examples',
      ...divided,
      'launcher',
      'scripts',
      'tests',
      'bench',
    ].flatMap(sourcesOf);
    const long = everywhere
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > (isForTests(file) ? 500 : 250))
      .map(({ file, lines }) => `${relative(root, file)}: ${lines}`);

    expect(long).toEqual([]);
    expect(everywhere.length).toBeGreaterThan(800);
  });
});

describe('The environment', () => {
  it('is read by kit/process/config.ts only', () => {
    const readers = files
      .filter(({ file }) => !isForTests(file) && !file.includes('/app/'))
      .filter(({ file }) => /process\.env\.[A-Z]/.test(readFileSync(file, 'utf8')))
      .map(({ file }) => relative(root, file));

    expect(readers).toEqual([]);
  });
});

/**
 * Circles of imports, each as a path that returns to its start; not all of them, but at least one if there are any. Files that
 * import no other remaining file are removed until every remaining file leads to a circle.
 */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const rest = new Map(graph);
  const next = (file: string) => rest.get(file)?.find((target) => rest.has(target));
  for (let size = -1; size !== rest.size; ) {
    size = rest.size;
    for (const file of rest.keys()) if (next(file) === undefined) rest.delete(file);
  }
  const circles: string[] = [];
  for (const start of rest.keys()) {
    const path = [start];
    for (let file = next(start); file !== undefined; file = next(file)) {
      const begin = path.indexOf(file);
      path.push(file);
      if (begin >= 0) {
        circles.push(path.slice(begin).join(' → '));
        break;
      }
    }
    for (const file of path) rest.delete(file);
  }
  return circles;
}

/** Whether the files of a folder are all of one kind, such as a resolver for each type. */
function hasFilesOfOneKind(folder: string): boolean {
  return /\/(resolvers|migration-scripts)$|^tests\/stories$|^catalogue\/renderings$/.test(folder);
}

function modulesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);
}

function sourcesOf(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|\/medusa\/app\/|\/pages\/(\w+\/)?app\//.test(file));
}

/** Whether a file is a test or is used by tests only. */
function isForTests(file: string): boolean {
  return /\.(test|suite|fixture)\.ts$|\/contract-target\.ts$/.test(file);
}

/** The files of the repository that a file imports, types included, as paths from the root. Generated files are left out. */
function targetsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\()\s*'([#.][^']+)'/g);
  return [...found]
    .map(([, specifier = '']) =>
      specifier.startsWith('#') ? specifier.slice(1) : relative(root, join(dirname(file), specifier)),
    )
    .filter((path) => !path.startsWith('generated/'));
}

function valueImportsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/import type [^;]+;/g, '');
  return [...text.matchAll(/\bfrom\s+'([^']+)'/g)].map((match) => match[1] as string);
}

function moduleOf(path: string): string {
  const [first = '', second] = path.split('/');
  return divided.includes(first) ? `${first}/${second}` : first;
}
