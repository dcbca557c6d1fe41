import type { CachePurge, CachePurgeInput } from '#generated/identity.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { cacheTimes, isCacheTag } from '#kit/stores/cache-keys.ts';
import type { Publisher } from '#kit/stores/cache-publisher.ts';
import { type IdentityResult, refuse } from '../results.ts';

interface PurgeServices {
  cachePublisher: Publisher;
  request: SubgraphRequest;
}

const mostTags = 100;
/** Milliseconds: longer than a gateway without contact keeps entries, and shorter than the gateway waits for a subgraph. */
const timeout = cacheTimes.lease + cacheTimes.shortLife + 500;

/** Drops entries from the caches of all gateways, in all scopes. Rejects with BACKEND_UNAVAILABLE if Redis is unavailable. */
export async function purgeCaches(
  { cachePublisher, request }: PurgeServices,
  { tags }: CachePurgeInput,
): Promise<IdentityResult<CachePurge>> {
  const wrong = tags.findIndex((tag) => !isCacheTag(tag));
  if (wrong >= 0) {
    return refuse('INVALID', 'cacheTagInvalid', [...['input', 'tags'], String(wrong)]);
  }
  if (tags.length === 0 || tags.length > mostTags) {
    return refuse('INVALID', ['cacheTagCountInvalid', { most: mostTags }], ['input', 'tags']);
  }
  const published = await cachePublisher.publish([{ tags }]);
  const isAcknowledged = await cachePublisher.acknowledged(published, timeout, request.signal);
  const gateways = await cachePublisher.gateways();
  return { tags, isAcknowledged, gatewayCount: gateways.filter(({ behind }) => behind === 0).length };
}
