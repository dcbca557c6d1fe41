import type { Client } from '#kit/graph/request-token.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { networkOf } from '#kit/process/http/network.ts';
import type { BucketKind } from './config.ts';

/** Identifies the client whose rate limits a request counts against. */
export interface RateLimitKey {
  kind: BucketKind;
  /** The partner key, the session, or the network of an anonymous viewer. */
  id: string;
  /**
   * The network whose sessions share a second bucket, so that a client cannot get more points by signing up repeatedly.
   */
  network?: string;
}

/**
 * The key of a viewer: the partner key if there is one, otherwise the session, otherwise the network of the client.
 * Unchecked credentials count as none.
 */
export function rateLimitKeyOf(viewer: Viewer, { address }: Client): RateLimitKey {
  const network = networkOf(address);
  switch (viewer.kind) {
    case 'ANONYMOUS':
      return { kind: 'ANONYMOUS', id: network };
    case 'CUSTOMER':
    case 'ELITE':
      return { kind: 'CUSTOMER', id: viewer.session, network };
    default:
      return { kind: viewer.kind, id: viewer.session };
  }
}

/** The key as one string; undefined for AXIOM's own services, which have no rate limit. */
export function rateLimitKeyText(key: RateLimitKey | undefined): string | undefined {
  return key && `${key.kind} ${key.id}`;
}
