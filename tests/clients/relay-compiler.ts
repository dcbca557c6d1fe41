import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ConcreteRequest, ReaderFragment } from 'relay-runtime';

/** The output of relay-compiler. */
export interface Compiled {
  /** The artifact of an operation. */
  operation(name: string): Promise<ConcreteRequest>;
  /** The artifact of a fragment. */
  fragment(name: string): Promise<ReaderFragment>;
  remove(): Promise<void>;
}

/** Compiles documents as `graphql` tags of the module `graph`, as relay-compiler requires. Rejects with its output. */
export async function compileForRelay(sdl: string, documents: string[]): Promise<Compiled> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-'));
  const tags = documents.map((document) => `graphql\`${document}\`;`);
  await mkdir(join(folder, 'artifacts'));
  await mkdir(join(folder, 'source'));
  await writeFile(join(folder, 'schema.graphql'), sdl);
  await writeFile(join(folder, 'source/graph.js'), tags.join('\n'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const config = {
    src: './source',
    schema: './schema.graphql',
    language: 'javascript',
    artifactDirectory: './artifacts',
  };
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify({ ...config, eagerEsModules: true }));
  const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js');
  await promisify(execFile)(process.execPath, [compiler, 'relay.config.json'], { cwd: folder });
  const artifact = async (name: string): Promise<unknown> => {
    const module = await import(pathToFileURL(join(folder, `artifacts/${name}.graphql.js`)).href);
    return module.default;
  };
  return {
    operation: async (name) => (await artifact(name)) as ConcreteRequest,
    fragment: async (name) => (await artifact(name)) as ReaderFragment,
    remove: () => rm(folder, { recursive: true }),
  };
}
