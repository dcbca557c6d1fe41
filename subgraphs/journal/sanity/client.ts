import { type Action, ClientError, createClient, type SanityClient } from '@sanity/client';
import { backendError, requireProperty } from '#kit/graph/errors.ts';
import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';
import type { Log } from '#kit/process/log.ts';
import type { JournalConfig } from '../config.ts';
import type { Drafts, PublishedContent } from '../content.ts';
import type { GuideContent } from '../guides/guides.ts';
import type { SiteContent } from '../site/site.ts';
import { createDrafts } from './drafts.ts';
import { createCareGuides } from './guides/care-guides.ts';
import { createSizeGuides } from './guides/size-guides.ts';
import { createPreviews } from './previews.ts';
import { createPublishedContent } from './published.ts';
import { createReports } from './reports.ts';
import type { RunActions, RunQuery } from './requests.ts';
import { createSiteContent } from './site/site.ts';
import { createContentStates } from './states.ts';
import { openTransport } from './transport.ts';

/** Connects to the configured project. `within` binds calls to a request's signal. */
export function connectSanity(
  config: JournalConfig,
  log: Log,
): {
  within(
    signal: AbortSignal,
    language?: Language,
  ): { content: PublishedContent; drafts: Drafts; site: SiteContent; guides: GuideContent };
} {
  const transport = openTransport();
  const client = (token: string | undefined, perspective: 'published' | 'raw' | 'drafts') =>
    createClient({
      projectId: config.SANITY_PROJECT_ID,
      dataset: config.SANITY_DATASET,
      apiVersion: config.SANITY_API_VERSION,
      token,
      // Only Sanity's own cloud has one host per project.
      ...(config.SANITY_API_HOST && { apiHost: config.SANITY_API_HOST.replace(/\/$/, ''), useProjectHostname: false }),
      // The CDN may serve what was there before a change. The gateway, which hears of each change, caches instead.
      useCdn: false,
      perspective,
      timeout: config.SANITY_TIMEOUT_MS,
      maxRetries: 1,
      resolveFetch: () => transport,
    });
  const published = client(config.SANITY_READ_TOKEN, 'published');
  const raw = client(config.SANITY_READ_TOKEN, 'raw');
  const curators = client(config.SANITY_WRITE_TOKEN, 'raw');
  // Everyone who has a link reads its draft: the token that cannot write is enough for it.
  const previews = client(config.SANITY_READ_TOKEN ?? config.SANITY_WRITE_TOKEN, 'drafts');
  const reports = createReports(log);
  return {
    within: (signal, language = defaultLanguage) => ({
      content: createPublishedContent(queriesOf(published, signal), queriesOf(raw, signal), reports, language),
      guides: {
        ...createCareGuides(queriesOf(published, signal), reports, language),
        ...createSizeGuides(queriesOf(published, signal), reports, language),
      },
      site: createSiteContent(queriesOf(published, signal), reports, language),
      drafts: {
        ...createDrafts(queriesOf(curators, signal), actionsOf(curators, signal)),
        ...createContentStates(queriesOf(curators, signal)),
        ...createPreviews(queriesOf(previews, signal), language),
      },
    }),
  };
}

function queriesOf(client: SanityClient, signal: AbortSignal): RunQuery {
  return async (query, params = {}) => {
    try {
      const result = await client.fetch(query, params, { signal });
      // The result of a query may be null, but not missing.
      if (result === undefined) throw new Error('The response has no result.');
      return result;
    } catch (error) {
      // Status 400 means an invalid query, which is a bug in this subgraph and not an outage.
      throw error instanceof ClientError && error.statusCode === 400 ? error : backendError('Sanity', error);
    }
  };
}

function actionsOf(client: SanityClient, signal: AbortSignal): RunActions {
  return async (actions: Action[]) => {
    try {
      requireProperty('transactionId')(await client.action(actions, { signal }));
      return null;
    } catch (error) {
      if (error instanceof ClientError && [400, 409].includes(error.statusCode)) return error.message;
      throw backendError('Sanity', error);
    }
  };
}
