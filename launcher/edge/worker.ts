import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Miniflare } from 'miniflare';

/** The Worker of `edge/` in workerd, on this machine. */
export interface LocalEdge {
  /** Its URL: `http://127.0.0.1:4012`. */
  url: string;
  /** Ends it. Resolves when no process of it is left. */
  close(): Promise<void>;
}

export interface LocalEdgeOptions {
  host: string;
  /** The port to listen on; 0 for a free one. */
  port: number;
  /** The URL of the gateway, without a path. */
  origin: string;
  /** See `Environment` in edge/worker/environment.ts. */
  contextKeys: string;
  purgeToken: string;
  bodyLimit: number;
  minBotScore: number;
  purgeLag: number;
  purgeLease: number;
  originTimeout: number;
  /** Receives the Worker's lines on the console. */
  log(line: string): void;
}

const sources = join(import.meta.dirname, '../../edge/worker');

/**
 * Starts the Worker in workerd, which Cloudflare runs too. Resolves when it answers. A request can say where it comes from
 * by the header `mf-cf-blob` with the JSON of `request.cf`; without it, the place is unknown.
 */
export async function startLocalEdge(options: LocalEdgeOptions): Promise<LocalEdge> {
  const miniflare = new Miniflare({
    host: options.host,
    port: options.port,
    // Without a place; otherwise Miniflare would download one, or pretend the United States.
    cf: {},
    modules: await readModules(),
    compatibilityDate: '2026-07-01',
    bindings: {
      ORIGIN: options.origin,
      CONTEXT_KEYS: options.contextKeys,
      PURGE_TOKEN: options.purgeToken,
      BODY_LIMIT: String(options.bodyLimit),
      MIN_BOT_SCORE: String(options.minBotScore),
      PURGE_LAG_MS: String(options.purgeLag),
      PURGE_LEASE_MS: String(options.purgeLease),
      ORIGIN_TIMEOUT_MS: String(options.originTimeout),
    },
    durableObjects: { PURGES: { className: 'PurgeLog', useSQLite: true } },
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      for (const stream of [stdout, stderr]) {
        stream.on('data', (chunk: Buffer) => {
          for (const line of chunk.toString().trimEnd().split('\n')) options.log(line);
        });
      }
    },
  });
  try {
    const { href } = await miniflare.ready;
    return { url: href.replace(/\/$/, ''), close: () => miniflare.dispose() };
  } catch (error) {
    await miniflare.dispose().catch(() => {});
    throw error;
  }
}

/** The Worker's modules as JavaScript, the main one first. `wrangler deploy` bundles the same files. */
async function readModules() {
  const files = (await readdir(sources)).filter((name) => name.endsWith('.ts'));
  files.sort((one, other) => Number(other === 'index.ts') - Number(one === 'index.ts'));
  return Promise.all(
    files.map(async (path) => ({
      type: 'ESModule' as const,
      path,
      contents: stripTypeScriptTypes(await readFile(join(sources, path), 'utf8')),
    })),
  );
}
