import { z } from 'zod';
import { count, type Environment, host, milliseconds, port, readConfig } from '#kit/process/config.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { type LocalEdge, startLocalEdge } from './worker.ts';

const shape = z.object({
  EDGE_PORT: port(4012),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  /** The URL of the graph behind the edge. */
  SUPERGRAPH_URL: z.url(),
  /** The keys of `x-axiom-context`: `<id>:<64 hexadecimal digits>`, separated by commas. The first one signs. */
  EDGE_CONTEXT_KEYS: z.string(),
  /** The bearer token of `POST /edge/purge`. */
  EDGE_PURGE_TOKEN: z.string(),
  /** How old the list of purges that a hit is checked against may be; a purge is acknowledged after this time. */
  EDGE_PURGE_LAG_MS: milliseconds(1_000),
  /** How long the worker `edge-purges` may be silent until nothing is served from the cache; 0 for no limit. */
  EDGE_PURGE_LEASE_MS: z.coerce.number().int().min(0).default(10_000),
  /** How long the gateway may take until a GET is answered with a stale answer or an error. */
  EDGE_ORIGIN_TIMEOUT_MS: milliseconds(10_000),
  /** The least bot score of Cloudflare with which an anonymous client may call the graph; 0 allows all. */
  EDGE_MIN_BOT_SCORE: z.coerce.number().int().min(0).max(99).default(2),
  LIMIT_BODY_BYTES: count(262_144),
});

/** Serves the graph through the edge on this machine: the process of `npm start -- --edge`. */
export async function startEdge(env: Environment = process.env): Promise<LocalEdge> {
  const config = readConfig('edge', shape, env);
  const log = createLog('edge', config.LOG_LEVEL);
  const edge = await startLocalEdge({
    host: config.HOST,
    port: config.EDGE_PORT,
    origin: new URL(config.SUPERGRAPH_URL).origin,
    contextKeys: config.EDGE_CONTEXT_KEYS,
    purgeToken: config.EDGE_PURGE_TOKEN,
    bodyLimit: config.LIMIT_BODY_BYTES,
    minBotScore: config.EDGE_MIN_BOT_SCORE,
    purgeLag: config.EDGE_PURGE_LAG_MS,
    purgeLease: config.EDGE_PURGE_LEASE_MS,
    originTimeout: config.EDGE_ORIGIN_TIMEOUT_MS,
    log: (line) => log.info({ event: 'worker_output', line }, 'output of the Worker'),
  });
  log.info({ event: 'listening', url: edge.url }, 'listening');
  return edge;
}

if (import.meta.main) await runProcess(() => startEdge());
