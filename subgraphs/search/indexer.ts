import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { signedFetch } from '#kit/graph/request-token.ts';
import { runProcess } from '#kit/graph/server/subgraph.ts';
import { type Environment, host, milliseconds, port, readConfig, requestTokenKey } from '#kit/process/config.ts';
import { listen, sendJson } from '#kit/process/http/http.ts';
import { createLog } from '#kit/process/log.ts';
import { readThrough, type Source } from './indexing/catalogue.ts';
import { feedOf, readSynonymGroups } from './indexing/feeds.ts';
import { connectGraph } from './indexing/graph.ts';
import { createKeeper } from './indexing/index-sync.ts';
import { openLiveIndex } from './indexing/live-index.ts';
import { createLexicon } from './indexing/words/lexicon.ts';

const settings = z.object({
  INDEXER_PORT: port(4006),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  MEILI_URL: z.url(),
  MEILI_INDEX_KEY: z.string(),
  SUPERGRAPH_URL: z.url(),
  /** With it, the gateway has backends read past their caches. */
  GATEWAY_SERVICE_TOKEN: z.string().optional(),
  COMMERCE_URL: z.url(),
  PROVENANCE_URL: z.url(),
  JOURNAL_URL: z.url(),
  COMMERCE_REQUEST_TOKEN_KEY: requestTokenKey,
  PROVENANCE_REQUEST_TOKEN_KEY: requestTokenKey,
  JOURNAL_REQUEST_TOKEN_KEY: requestTokenKey,
  /** From the end of a turn to the next. */
  INDEXER_INTERVAL_MS: milliseconds(1_000),
  INDEXER_SWEEP_MS: milliseconds(600_000),
  /** From one reading of the editors' synonyms to the next. */
  INDEXER_SYNONYMS_MS: milliseconds(5_000),
  /** For what is read through the gateway. */
  INDEXER_TIMEOUT_MS: milliseconds(15_000),
});

/** The longest pause after turns that failed, in milliseconds. */
const longestPause = 5_000;

/**
 * Keeps the search index in step with the graph. `/health/live` and `/health/ready` answer with `documents` (how many
 * there are), `lastSync` (the instant up to which every change is in the index; null before) and `lagMs` (how long ago
 * that is); ready is who has built an index.
 */
export async function startIndexer(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readConfig('search indexer', settings, env);
  const log = createLog('indexer', config.LOG_LEVEL);
  const index = openLiveIndex(config.MEILI_URL, config.MEILI_INDEX_KEY);
  const subgraph = (source: Source, url: string, key: string) => connectGraph(url, 2_000, signedFetch(key, source));
  const journal = subgraph('journal', config.JOURNAL_URL, config.JOURNAL_REQUEST_TOKEN_KEY);
  const keeper = createKeeper({
    index,
    catalogue: readThrough(
      connectGraph(config.SUPERGRAPH_URL, config.INDEXER_TIMEOUT_MS, uncached(config.GATEWAY_SERVICE_TOKEN)),
    ),
    feeds: [
      feedOf('commerce', subgraph('commerce', config.COMMERCE_URL, config.COMMERCE_REQUEST_TOKEN_KEY)),
      feedOf('provenance', subgraph('provenance', config.PROVENANCE_URL, config.PROVENANCE_REQUEST_TOKEN_KEY)),
      feedOf('journal', journal),
    ],
    lexicon: createLexicon({
      index,
      readGroups: () => readSynonymGroups(journal),
      log,
      readEvery: config.INDEXER_SYNONYMS_MS,
    }),
    log,
    sweepEvery: config.INDEXER_SWEEP_MS,
    marketsEvery: 10_000,
  });

  const closing = new AbortController();
  const turning = (async () => {
    for (let failures = 0; !closing.signal.aborted; ) {
      let hasMore = false;
      try {
        hasMore = await keeper.turn();
        if (failures > 0) log.info('the index is followed again');
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) log.warn({ err: error }, 'the index cannot be followed');
      }
      const pause = failures > 0 ? Math.min(longestPause, 500 * 2 ** failures) : config.INDEXER_INTERVAL_MS;
      if (!hasMore) await sleep(pause, undefined, { signal: closing.signal }).catch(() => {});
    }
  })();

  const listening = await listen(
    async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://indexer');
      if (pathname !== '/health/live' && pathname !== '/health/ready')
        return sendJson(response, 404, { status: 'not found' });
      const { isBuilt, syncedAt } = keeper.status();
      const times = [syncedAt.commerce, syncedAt.provenance, syncedAt.journal];
      const lastSync = times.includes(undefined) ? null : Math.min(...(times as number[]));
      const documents = await index.count().catch(() => null);
      const isReady = isBuilt && documents !== null;
      sendJson(response, pathname === '/health/ready' && !isReady ? 503 : 200, {
        status: isReady ? 'ready' : 'building',
        documents,
        lastSync: lastSync && new Date(lastSync).toISOString(),
        lagMs: lastSync && Date.now() - lastSync,
      });
    },
    config.INDEXER_PORT,
    config.HOST,
  );
  log.info({ url: listening.url }, 'listening');
  return {
    url: listening.url,
    async close() {
      closing.abort();
      await listening.close();
      // A turn may be cut short at any point; but one that is nearly done is let end.
      await Promise.race([turning, sleep(3_000, undefined, { ref: false })]);
    },
  };
}

/**
 * `fetch` that has backends read past their caches: the index must not be older than a change that it was told of, and
 * reading the whole catalogue must not displace what clients ask for.
 */
function uncached(token: string | undefined): typeof fetch {
  if (!token) return fetch;
  return (input, init = {}) => {
    const headers = { ...init.headers, 'x-axiom-service': token, 'cache-control': 'no-store' };
    return fetch(input, { ...init, headers });
  };
}

if (import.meta.main) await runProcess(() => startIndexer(process.env));
