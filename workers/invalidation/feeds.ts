import { createGraphClient, isBadInput } from '#kit/graph/graph-client.ts';
import { signedFetch } from '#kit/graph/request-token.ts';
import type { ChangeSet } from '#kit/graph/server/change-feed.ts';
import type { Config } from './config.ts';

/** The change feed of one subgraph. */
export interface Feed {
  /** The subgraph, which is the scope of its tags. */
  name: string;
  /**
   * What changed after a cursor; waits a while for a change. Without a cursor: nothing, and the current cursor. Undefined
   * for a cursor that the subgraph rejects: what changed since then is not known. Rejects while the subgraph or its
   * backend is unavailable.
   */
  read(after: string | null, signal: AbortSignal): Promise<Page | undefined>;
}

/** A page of a change feed. */
export type Page = Omit<ChangeSet, 'productIds'>;

/** Milliseconds for the response itself, in addition to the time that a subgraph waits. */
const responseTime = 2_500;

/** The feeds of all subgraphs whose data is cached. They are read from the subgraphs themselves, since the graph has no such fields. */
export function openFeeds(config: Config): Feed[] {
  const { INVALIDATION_WAIT_MS: wait } = config;
  const feed = (name: string, url: string, key: string): Feed => {
    const query = `query ($after: String, $wait: Int) {
      page: ${name}Changes(after: $after, wait: $wait) { tags changes { kind id } cursor hasMore }
    }`;
    const send = signedFetch(key, name);
    return {
      name,
      read: async (after, signal) => {
        const ends = (input: string | URL | Request, init: RequestInit = {}) =>
          send(input, { ...init, signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal });
        const run = createGraphClient(url, wait + responseTime, ends);
        try {
          return (await run<{ page: Page }>(query, { after, wait })).page;
        } catch (error) {
          if (after !== null && isBadInput(error)) return undefined;
          throw error;
        }
      },
    };
  };
  return [
    feed('commerce', config.COMMERCE_URL, config.COMMERCE_REQUEST_TOKEN_KEY),
    feed('provenance', config.PROVENANCE_URL, config.PROVENANCE_REQUEST_TOKEN_KEY),
    feed('journal', config.JOURNAL_URL, config.JOURNAL_REQUEST_TOKEN_KEY),
    feed('search', config.SEARCH_URL, config.SEARCH_REQUEST_TOKEN_KEY),
  ];
}
