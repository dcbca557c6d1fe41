import { setTimeout as sleep } from 'node:timers/promises';
import { createGraphClient } from '#kit/graph/graph-client.ts';
import { defaultLanguage, type Language, languages } from '#kit/graph/languages/language.ts';
import { signedFetch } from '#kit/graph/request-token.ts';
import { type Environment, readConfig } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { startService } from '#kit/process/http/service.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { indexerShape } from './config.ts';
import { createCatalogue } from './indexing/catalogue.ts';
import { createContentSync } from './indexing/contents/content-sync.ts';
import { createFeed, createPlaceReader, createSynonymReader, readPins } from './indexing/feeds.ts';
import { createIndexSync } from './indexing/index-sync.ts';
import { type LiveIndex, openLiveIndex } from './indexing/live-index.ts';
import { createPinSync } from './indexing/pin-sync.ts';
import { createSalesSync, readSalesRanks } from './indexing/sales-sync.ts';
import { createLexicon } from './indexing/words/lexicon.ts';
import type { Source } from './meilisearch/records.ts';

/** Maximum back-off after failures, in milliseconds. */
const maxPause = 5_000;

/**
 * Keeps the search index in sync with the graph. `/health/live` and `/health/ready` return `documents` (their number),
 * `lastSync` (the instant up to which the index contains every change; null before the first sync) and `lagMs` (milliseconds
 * since then), and during a build `building` (how many products it has read). Ready once an index exists.
 */
export async function startIndexer(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = readConfig('search indexer', indexerShape, env);
  const log = createLog('indexer', config.LOG_LEVEL);
  const index = openLiveIndex(config.MEILI_URL, config.MEILI_INDEX_KEY);
  const subgraph = (source: Source, url: string, key: string) =>
    createGraphClient(url, 2_000, signedFetch(key, source));
  const commerce = subgraph('commerce', config.COMMERCE_URL, config.COMMERCE_REQUEST_TOKEN_KEY);
  const journal = subgraph('journal', config.JOURNAL_URL, config.JOURNAL_REQUEST_TOKEN_KEY);
  const readSynonyms = createSynonymReader(journal);
  const lexicon = (of: LiveIndex, language: Language) =>
    createLexicon({
      index: of,
      language,
      readGroups: () => readSynonyms(language),
      log,
      readEvery: config.INDEXER_SYNONYMS_MS,
    });
  const translations = languages
    .filter((language) => language !== defaultLanguage)
    .map((language) => {
      const translated = openLiveIndex(config.MEILI_URL, config.MEILI_INDEX_KEY, language);
      return { language, index: translated, lexicon: lexicon(translated, language) };
    });
  const graph = createGraphClient(
    config.SUPERGRAPH_URL,
    config.INDEXER_TIMEOUT_MS,
    uncached(config.GATEWAY_SERVICE_TOKEN),
  );
  const sync = createIndexSync({
    index,
    translations,
    catalogue: createCatalogue(graph, createPlaceReader(commerce)),
    pins: createPinSync({
      index,
      readPins: () => readPins(journal),
      log,
      readEvery: config.INDEXER_SYNONYMS_MS,
    }),
    sales: createSalesSync({
      indexes: [index, ...translations.map((translated) => translated.index)],
      readRanks: () => readSalesRanks(commerce),
      log,
      every: config.INDEXER_SWEEP_MS,
    }),
    contents: createContentSync({
      run: graph,
      indexes: [{ language: defaultLanguage, index }, ...translations],
      log,
      every: config.INDEXER_SWEEP_MS,
    }),
    feeds: [
      createFeed('commerce', commerce),
      createFeed('provenance', subgraph('provenance', config.PROVENANCE_URL, config.PROVENANCE_REQUEST_TOKEN_KEY)),
      createFeed('journal', journal),
    ],
    lexicon: lexicon(index, defaultLanguage),
    log,
    sweepEvery: config.INDEXER_SWEEP_MS,
    marketsEvery: 10_000,
  });

  const closing = new AbortController();
  const running = (async () => {
    for (let failures = 0; !closing.signal.aborted; ) {
      let hasMore = false;
      try {
        hasMore = await sync.tick();
        if (failures > 0) log.info({ event: 'index_sync_recovered' }, 'index sync recovered');
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) log.warn({ event: 'index_sync_failed', err: error }, 'index sync failed');
      }
      const pause = failures > 0 ? Math.min(maxPause, 500 * 2 ** failures) : config.INDEXER_INTERVAL_MS;
      if (!hasMore) await sleep(pause, undefined, { signal: closing.signal }).catch(() => {});
    }
  })();

  const health: Handler = async (request, response) => {
    const { isBuilt, syncedAt, building } = sync.status();
    const times = [syncedAt.commerce, syncedAt.provenance, syncedAt.journal];
    const lastSync = times.includes(undefined) ? null : Math.min(...(times as number[]));
    const documents = await index.count().catch(() => null);
    const isReady = isBuilt && documents !== null;
    sendJson(response, request.url?.startsWith('/health/ready') && !isReady ? 503 : 200, {
      status: isReady ? 'ready' : 'building',
      documents,
      lastSync: lastSync && new Date(lastSync).toISOString(),
      lagMs: lastSync && Date.now() - lastSync,
      ...(building !== undefined && { building }),
    });
  };
  const listening = await startService({
    port: config.INDEXER_PORT,
    host: config.HOST,
    log,
    routes: { '/health/live': health, '/health/ready': health },
  });
  return {
    url: listening.url,
    async close() {
      closing.abort();
      await listening.close();
      // An index sync may be interrupted at any point, but one that is nearly complete can finish within 3 seconds.
      await Promise.race([running, sleep(3_000, undefined, { ref: false })]);
    },
  };
}

/**
 * A `fetch` that makes backends bypass their caches: the index must not be older than a change that a feed reported, and reading
 * the whole catalogue must not evict the cache entries of clients.
 */
function uncached(token: string | undefined): typeof fetch {
  if (!token) return fetch;
  return (input, init = {}) => {
    const headers = { ...init.headers, 'x-axiom-service': token, 'cache-control': 'no-store' };
    return fetch(input, { ...init, headers });
  };
}

if (import.meta.main) await runProcess(() => startIndexer(process.env));
