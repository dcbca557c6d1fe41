import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '#kit/process/config.ts';
import { axiomDir } from '#launcher/folders.ts';
import { startTarget, type Target } from '../measure/gateways.ts';

/** The folder in which peers are installed. They are no dependencies of the project: with their own, they are half a gigabyte. */
export const peersDir = join(axiomDir, 'peers');

/** Hive Gateway, and its planner and executor in Rust. */
const versions = { '@graphql-hive/gateway': '2.15.1', '@graphql-hive/router-runtime': '1.4.23' };

/**
 * The settings of Hive Gateway. Identical concurrent requests are not shared, neither those of clients nor those to subgraphs,
 * because no other gateway here shares them and the load consists of one request. Its option `jit` compiles what its own executor runs;
 * with the Rust planner, which brings another one, responses lose their data.
 */
const settings = `import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
export const gatewayConfig = {
  unifiedGraphHandler,
  logging: 'error',
  inboundInflightRequestDeduplication: false,
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
};
`;

/** Installs the peers from npm into a folder, unless it has them. */
export async function installPeers(folder: string): Promise<void> {
  const installed = await Promise.all(Object.keys(versions).map((name) => versionIn(folder, name)));
  if (installed.every((version, index) => version === Object.values(versions)[index])) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  process.stdout.write(`Installing ${Object.keys(versions).join(' and ')} into ${folder}\n`);
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
}

/** Starts Hive Gateway with its Rust planner from a folder of `installPeers`. */
export async function startHive(folder: string, supergraphFile: string, env: Environment): Promise<Target> {
  const config = join(folder, 'gateway.config.mjs');
  await writeFile(config, settings);
  const main = join(folder, 'node_modules/@graphql-hive/gateway/dist/bin.js');
  const args = ['supergraph', supergraphFile, '--config-path', config, '--host', '127.0.0.1'];
  return startTarget('Hive Gateway, Rust planner', main, env, { args });
}

async function versionIn(folder: string, name: string): Promise<string | undefined> {
  const file = join(folder, 'node_modules', name, 'package.json');
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text).version,
    () => undefined,
  );
}
