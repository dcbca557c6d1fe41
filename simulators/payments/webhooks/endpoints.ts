import { z } from 'zod';
import { missing } from '../api/errors.ts';
import { expand, flag, mergeMetadata, metadata } from '../api/parameters.ts';
import type { Row } from '../journal.ts';
import { newId, now, randomText, type Simulator } from '../simulator.ts';

/** A WebhookEndpoint: https://docs.stripe.com/api/webhook_endpoints/object. Its secret is shown when it is created only. */
export interface Endpoint extends Row {
  object: 'webhook_endpoint';
  created: number;
  description: string | null;
  enabled_events: string[];
  livemode: false;
  metadata: Record<string, string>;
  secret: string;
  status: 'enabled' | 'disabled';
  url: string;
  deleted?: true;
}

export const NewEndpoint = z.strictObject({
  url: z.url(),
  enabled_events: z.array(z.string()).min(1),
  api_version: z.string().optional(),
  description: z.string().optional(),
  metadata: metadata.optional(),
  expand,
});

export const EndpointUpdate = z.strictObject({
  url: z.url().optional(),
  enabled_events: z.array(z.string()).min(1).optional(),
  disabled: flag.optional(),
  description: z.string().optional(),
  metadata: metadata.optional(),
  expand,
});

/** Creates an endpoint, whose secret it returns. */
export function createEndpoint({ journal }: Simulator, input: z.output<typeof NewEndpoint>): Endpoint {
  return journal.put<Endpoint>({
    id: newId('we'),
    object: 'webhook_endpoint',
    created: now(),
    description: input.description ?? null,
    enabled_events: input.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    secret: `whsec_${randomText(32)}`,
    status: 'enabled',
    url: input.url,
  });
}

/** Changes an endpoint. */
export function updateEndpoint({ journal }: Simulator, endpoint: Endpoint, input: z.output<typeof EndpointUpdate>) {
  const status = input.disabled === undefined ? endpoint.status : input.disabled ? 'disabled' : 'enabled';
  return journal.put<Endpoint>({
    ...endpoint,
    status,
    url: input.url ?? endpoint.url,
    description: input.description ?? endpoint.description,
    enabled_events: input.enabled_events ?? endpoint.enabled_events,
    metadata: mergeMetadata(endpoint.metadata, input.metadata),
  });
}

/** Deletes an endpoint: nothing is sent to it any more. */
export function deleteEndpoint({ journal }: Simulator, endpoint: Endpoint) {
  journal.put<Endpoint>({ ...endpoint, status: 'disabled', deleted: true });
  return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
}

/** An endpoint by its id. */
export function findEndpoint({ journal }: Simulator, id: string): Endpoint {
  const endpoint = journal.find<Endpoint>('webhook_endpoint', id);
  if (endpoint && !endpoint.deleted) return endpoint;
  throw missing('webhook endpoint', id, 'webhook_endpoint');
}

/** An endpoint as it is shown after its creation. */
export function withoutSecret({ secret: _, ...endpoint }: Endpoint) {
  return endpoint;
}

/** Sets the endpoint of the configuration, which exists from the start. */
export function setConfiguredEndpoint({ journal }: Pick<Simulator, 'journal'>, url: string, secret: string): void {
  const id = 'we_configured';
  const before = journal.find<Endpoint>('webhook_endpoint', id);
  journal.put<Endpoint>({
    id,
    object: 'webhook_endpoint',
    created: before?.created ?? now(),
    description: 'From the configuration',
    enabled_events: ['*'],
    livemode: false,
    metadata: {},
    secret,
    status: 'enabled',
    url,
  });
  journal.commit();
}
