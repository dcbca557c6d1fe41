import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** Room → the rooms it may import from, beside itself. `subgraphs/*` and `backends/*` are one room each. */
const mayImport: Record<string, string[]> = {
  kit: [],
  gateway: ['kit'],
  'subgraphs/commerce': ['kit'],
  'subgraphs/provenance': ['kit'],
  'subgraphs/journal': ['kit'],
  'subgraphs/search': ['kit'],
  'subgraphs/identity': ['kit'],
  'backends/medusa': ['kit'],
  'backends/postgres': ['kit'],
  'simulators/redis': ['kit'],
  'simulators/sanity': ['kit'],
  'backends/meilisearch': ['kit'],
  'simulators/s3': ['kit'],
  'simulators/shipstation': ['kit'],
  'simulators/mail': ['kit'],
  'workers/fulfilment': ['kit'],
  'workers/webhooks': ['kit'],
};

describe('The walls of the house', () => {
  const files = Object.keys(mayImport).flatMap((room) => sourcesOf(room).map((file) => ({ room, file })));

  it('are watched in every room', () => {
    const watched = new Set(files.map(({ room }) => room));

    expect([...watched].sort()).toEqual(Object.keys(mayImport).sort());
    expect(
      readdirSync(join(root, 'subgraphs'))
        .map((name) => `subgraphs/${name}`)
        .sort(),
    ).toEqual(
      Object.keys(mayImport)
        .filter((room) => room.startsWith('subgraphs/'))
        .sort(),
    );
    expect(
      readdirSync(join(root, 'backends'))
        .map((name) => `backends/${name}`)
        .sort(),
    ).toEqual(
      Object.keys(mayImport)
        .filter((room) => room.startsWith('backends/'))
        .sort(),
    );
  });

  it('let imports run one way', () => {
    const trespasses = files.flatMap(({ room, file }) =>
      importsOf(file)
        .map((specifier) => roomOf(specifier, file))
        .filter((target) => target && target !== room && !mayImport[room]?.includes(target))
        .map((target) => `${relative(root, file)} → ${target}`),
    );

    expect(trespasses).toEqual([]);
  });

  it('let only one file of each subgraph speak to its backend', () => {
    const clients = [
      '@medusajs/js-sdk',
      '@sanity/client',
      'meilisearch',
      '#kit/stores/postgres.ts',
      'ioredis',
      '@aws-sdk/client-s3',
    ];
    const speakers = Map.groupBy(
      files
        .filter(({ room, file }) => room.startsWith('subgraphs/') && !isForTests(file))
        .flatMap(({ room, file }) =>
          valueImportsOf(file)
            .filter((name) => clients.includes(name))
            .map((name) => ({ room, name, file })),
        ),
      ({ room, name }) => `${room} ${name}`,
    );

    const crowded = [...speakers]
      .filter(([, found]) => found.length > 1)
      .map(([key, found]) => `${key}: ${found.map(({ file }) => relative(root, file)).join(', ')}`);

    expect(crowded).toEqual([]);
    expect(speakers.size).toBeGreaterThanOrEqual(6);
  });

  it('let the environment in by kit/process/config.ts alone', () => {
    const readers = files
      .filter(({ file }) => !isForTests(file) && !file.includes('/app/'))
      .filter(({ file }) => /process\.env\.[A-Z]/.test(readFileSync(file, 'utf8')))
      .map(({ file }) => relative(root, file));

    expect(readers).toEqual([]);
  });
});

function sourcesOf(folder: string): string[] {
  const path = join(root, folder);
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|\/medusa\/app\/|\/explorer\/app\/|\/pages\/app\//.test(file));
}

/** Tests, and what stands beside them for their use. */
function isForTests(file: string): boolean {
  return /\.(test|fixture)\.ts$|\/contract-target\.ts$/.test(file);
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\()\s*'([^']+)'/g);
  return [...found].map((match) => match[1] as string);
}

function valueImportsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/import type [^;]+;/g, '');
  return [...text.matchAll(/\bfrom\s+'([^']+)'/g)].map((match) => match[1] as string);
}

/** The room of ours an import leads to; undefined for packages and for generated types. */
function roomOf(specifier: string, file: string): string | undefined {
  const path = specifier.startsWith('#')
    ? specifier.slice(1)
    : specifier.startsWith('.')
      ? relative(root, join(dirname(file), specifier))
      : undefined;
  if (path === undefined || path.startsWith('generated/')) return undefined;
  const [first, second] = path.split('/');
  return ['subgraphs', 'workers', 'backends', 'simulators'].includes(first as string) ? `${first}/${second}` : first;
}
