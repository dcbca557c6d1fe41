import type { Journal, Row } from '../journal.ts';
import { newId, now } from '../simulator.ts';
import type { Endpoint } from './endpoints.ts';

/** An Event: https://docs.stripe.com/api/events/object */
export interface Event extends Row {
  object: 'event';
  api_version: string;
  created: number;
  data: { object: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

/** The simulator's own record of an event that is to be sent to an endpoint. */
export interface Delivery extends Row {
  object: 'delivery';
  event: string;
  endpoint: string;
  /** How often it was tried. */
  attempts: number;
  /** When it is tried next, in milliseconds since 1970; null when it was received, or given up. */
  nextAt: number | null;
}

/** The version of the API that the official library for Medusa's provider is made for. */
export const apiVersion = '2024-04-10';

/** Records an event, with a delivery to each endpoint that wants it. */
export function recordEvent(journal: Journal, type: string, object: object, request: Event['request']): Event {
  const wanting = journal
    .all<Endpoint>('webhook_endpoint')
    .filter(
      ({ status, enabled_events: types }) => status === 'enabled' && (types.includes('*') || types.includes(type)),
    );
  const event = journal.put<Event>({
    id: newId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: now(),
    data: { object },
    livemode: false,
    pending_webhooks: wanting.length,
    request,
    type,
  });
  for (const endpoint of wanting) deliver(journal, event.id, endpoint.id);
  return event;
}

/** Plans to send an event to an endpoint at once. */
export function deliver(journal: Journal, event: string, endpoint: string): void {
  journal.put<Delivery>({ id: newId('dlv'), object: 'delivery', event, endpoint, attempts: 0, nextAt: Date.now() });
}
