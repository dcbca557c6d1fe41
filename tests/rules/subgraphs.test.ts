import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subgraphs } from '#subgraphs/registry.ts';

const root = join(import.meta.dirname, '../..');
const names = subgraphs.map(({ name }) => name);

describe('The registry of subgraphs', () => {
  it('lists every schema file, so that none is left out of the supergraph', () => {
    const files = readdirSync(join(root, 'schema')).filter((file) => file.endsWith('.graphql'));

    expect(files.sort()).toEqual(['shared', 'supergraph', ...names].map((name) => `${name}.graphql`).sort());
  });

  it('lists every folder of a subgraph, so that none is left out of the launcher', () => {
    const folders = readdirSync(join(root, 'subgraphs'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

    expect(folders.sort()).toEqual([...names].sort());
  });

  it('has names that fit files and variables, and a port that no other process has', () => {
    expect(names.filter((name) => !/^[a-z]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    const ports = Object.entries(parseEnv(readFileSync(join(root, '.env.example'), 'utf8')))
      .filter(([name]) => /(^|_)PORT$/.test(name))
      .map(([, port]) => port);
    expect(ports.filter((port, index) => ports.indexOf(port) !== index)).toEqual([]);
    for (const { name, port } of subgraphs) expect([name, ports.includes(String(port))]).toEqual([name, true]);
  });
});

describe('A subgraph that is only registered', () => {
  let copy: string;

  // A copy of the repository, to which only a folder, a schema file and one line of the registry are added.
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'axiom-sixth-'));
    await Promise.all(
      ['codegen.ts', 'package.json', 'examples', 'gateway', 'kit', 'launcher', 'schema', 'scripts', 'subgraphs'].map(
        (path) => cp(join(root, path), join(copy, path), { recursive: true, filter: isSource }),
      ),
    );
    await mkdir(join(copy, 'docs/guides/clients'), { recursive: true });
    await cp(join(root, 'docs/guides/errors.md'), join(copy, 'docs/guides/errors.md'));
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));

    await mkdir(join(copy, 'subgraphs/sample'));
    await writeFile(
      join(copy, 'subgraphs/sample/context.ts'),
      'export interface Context {}\nexport interface AdviceRow {}\n',
    );
    await writeFile(join(copy, 'subgraphs/sample/mappers.json'), '{ "SampleAdvice": "./context.ts#AdviceRow" }');
    await writeFile(
      join(copy, 'schema/sample.graphql'),
      `type Product @key(fields: "id") { id: ID! "Advice on it." sampleAdvice: SampleAdvice @cacheControl(maxAge: 0) }
       "Advice." type SampleAdvice { "The advice." text: String! }`,
    );
    const registry = join(copy, 'subgraphs/registry.ts');
    const line = `  { name: 'sample', description: 'Sample.', backedBy: ['PostgreSQL'], port: 4012, reads: ['SAMPLE_DATABASE_URL'], cacheTags: [] },`;
    await writeFile(registry, (await readFile(registry, 'utf8')).replace(/^\];/m, `${line}\n];`));
  }, 60_000);

  afterAll(() => rm(copy, { recursive: true, force: true }));

  it('is part of the composed supergraph', async () => {
    await run('scripts/compose.ts');

    const supergraph = await readFile(join(copy, 'schema/supergraph.graphql'), 'utf8');
    expect(supergraph).toContain('@join__graph(name: "sample", url: "http://127.0.0.1:4012/graphql")');
    expect(supergraph).toMatch(/sampleAdvice: SampleAdvice @join__field\(graph: SAMPLE\) @cacheControl\(maxAge: 0\)/);
  }, 60_000);

  it('gets generated types, with its own rows', async () => {
    await run('node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.ts', '--silent');

    const types = await readFile(join(copy, 'generated/sample.ts'), 'utf8');
    expect(types.split('\n').filter((line) => line.includes('subgraphs/sample'))).toEqual([
      "import type { AdviceRow as AdviceRowRow, Context } from '../subgraphs/sample/context.ts';",
    ]);
    expect(types.includes('sampleAdvice?: Resolver<')).toBe(true);
  }, 60_000);

  it('is started by the launcher with its own variables, and reached by the gateway', async () => {
    const key = 'a1'.repeat(32);
    const text = await run(
      '--input-type=module',
      '-e',
      `const { services, environmentOf } = await import('#launcher/services.ts');
       const { addressesOf } = await import('#launcher/environment.ts');
       const { readGatewayConfig } = await import('#gateway/config.ts');
       const env = { SAMPLE_PORT: '4000', SAMPLE_DATABASE_URL: 'p', SAMPLE_REQUEST_TOKEN_KEY: '${key}', MEILI_SEARCH_KEY: 'm' };
       const plan = services.find(({ name }) => name === 'sample');
       const gateway = services.find(({ name }) => name === 'gateway');
       const own = { ...env, ...addressesOf({}), REDIS_URL: 'redis://127.0.0.1:1' };
       const seen = readGatewayConfig(environmentOf(gateway, own)).subgraph('sample');
       console.log(JSON.stringify({ plan, env: environmentOf(plan, env), seen }));`,
    );

    const { plan, env, seen } = JSON.parse(text);
    expect(plan).toMatchObject({
      title: 'Sample subgraph',
      file: 'subgraphs/sample/index.ts',
      portVariable: 'SAMPLE_PORT',
      port: 4012,
    });
    expect(Object.keys(env)).toEqual(['SAMPLE_PORT', 'SAMPLE_DATABASE_URL', 'SAMPLE_REQUEST_TOKEN_KEY']);
    expect(seen).toMatchObject({ url: 'http://127.0.0.1:4012/graphql', key, isUnsigned: false });
  }, 60_000);

  /** Runs Node in the copy. Resolves to what it printed; rejects with its errors. */
  async function run(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: copy });
    return stdout;
  }
});

/** Whether a path belongs in the copy: no packages, and nothing that was built. */
function isSource(path: string): boolean {
  return !['node_modules', 'app', 'dist'].includes(basename(path));
}
