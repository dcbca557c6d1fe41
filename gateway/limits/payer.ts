import type { Client } from '#kit/graph/request-token.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { networkOf } from '#kit/process/http/network.ts';
import type { GatewayContext } from '../context.ts';
import type { BucketKind } from './config.ts';

/** Whose points an operation takes. */
export interface Payer {
  kind: BucketKind;
  /** The partner's key, the session, or the network of a viewer who has not signed in. */
  key: string;
  /** The network whose sessions spend together. Against clients that sign up again and again for more buckets. */
  network?: string;
}

/**
 * Finds the payer: the partner's key, else the session, else the address of the client. Credentials that cannot be checked
 * are worth no more than none.
 */
export function payerOf(viewer: Viewer, { address }: Client): Payer {
  const network = networkOf(address);
  switch (viewer.kind) {
    case 'ANONYMOUS':
      return { kind: 'ANONYMOUS', key: network };
    case 'CUSTOMER':
    case 'ELITE':
      return { kind: 'CUSTOMER', key: viewer.session, network };
    default:
      return { kind: viewer.kind, key: viewer.session };
  }
}

/** One key for whose operations these are; undefined for the services of the house. */
export function payerKeyOf({ payer }: Pick<GatewayContext, 'payer'>): string | undefined {
  return payer && `${payer.kind} ${payer.key}`;
}
