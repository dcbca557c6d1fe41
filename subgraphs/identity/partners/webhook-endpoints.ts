import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type {
  WebhookDisabledReason,
  WebhookEndpointCreateInput,
  WebhookEndpointUpdateInput,
  WebhookEventType,
} from '#generated/identity.ts';
import { byId, listBy } from '#kit/graph/loader.ts';
import { isRefused } from '#kit/graph/result.ts';
import { encrypt } from '#kit/process/encryption.ts';
import { readTarget, type TargetRules } from '#kit/process/http/public-address.ts';
import type { ActionRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import { type IdentityRefusal, type IdentityResult, refuse } from '../results.ts';

/** A partner's webhook endpoint. */
export interface WebhookEndpoint {
  id: string;
  partnerId: string;
  url: string;
  eventTypes: WebhookEventType[];
  disabledBecause: WebhookDisabledReason | null;
  createdAt: Date;
}

/** Webhook endpoints, in PostgreSQL. Deleted endpoints are only marked as deleted (soft delete). */
export type WebhookEndpointStore = ReturnType<typeof createWebhookEndpointStore>;

/** The key that encrypts the endpoints' secrets, and the rules for their URLs. */
export interface WebhookOptions {
  secret: Uint8Array;
  /** The hosts and ports that endpoints may have. */
  targets: TargetRules;
}

/** Maximum number of endpoints of a partner. */
const maxEndpoints = 5;

export function createWebhookEndpointStore(
  { query, transact }: IdentityDatabase,
  record: ActionRecorder,
  { secret: key, targets }: WebhookOptions,
) {
  const refuseInvalid = ({ url, eventTypes }: WebhookEndpointUpdateInput): IdentityRefusal | undefined => {
    if (url != null && !readTarget(url, targets)) {
      return refuse('INVALID', 'endpointUrlInvalid', ['input', 'url']);
    }
    if (eventTypes?.length === 0) return refuse('INVALID', 'eventTypeRequired', ['input', 'eventTypes']);
    return undefined;
  };

  /** Generates a secret as in Standard Webhooks: 32 random bytes. */
  const generateSecret = async () => {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    return { secret, jwe: await encrypt(secret, key) };
  };

  /** Updates an endpoint and records the action. */
  const change = (
    id: string,
    action: string,
    set: (sql: Sql) => ReturnType<Sql>,
  ): Promise<IdentityResult<WebhookEndpoint>> =>
    transact(async (query) => {
      const [endpoint] = await query(
        (sql) => sql<WebhookEndpoint[]>`
          update webhook_endpoint set ${set(sql)} where id = ${id} and deleted_at is null returning ${columns(sql)}`,
      );
      if (!endpoint) return notFound();
      const { partnerId, url } = endpoint;
      await record(query, { action, detail: { endpointId: id, partnerId, url } });
      return endpoint;
    });

  return {
    byId: byId<WebhookEndpoint>(
      (ids) =>
        query(
          (sql) => sql<WebhookEndpoint[]>`
            select ${columns(sql)} from webhook_endpoint where id = any(${ids}) and deleted_at is null`,
        ),
      ({ id }) => id,
    ),

    /** A partner's endpoints, the newest first. */
    ofPartner: listBy<WebhookEndpoint>(
      (partnerIds) =>
        query(
          (sql) => sql<WebhookEndpoint[]>`
            select ${columns(sql)} from webhook_endpoint
            where partner_id = any(${partnerIds}) and deleted_at is null order by created_at desc, id`,
        ),
      ({ partnerId }) => partnerId,
    ),

    /** Creates an endpoint. The secret is returned only here. */
    create: async (
      input: WebhookEndpointCreateInput,
    ): Promise<IdentityResult<{ endpoint: WebhookEndpoint; secret: string }>> => {
      const refusal = refuseInvalid(input);
      if (refusal) return refusal;
      const { partnerId, url, eventTypes } = input;
      const { secret, jwe } = await generateSecret();
      return transact(async (query) => {
        // Serialises endpoint creation of this partner, so that the limit is exact under concurrency.
        await query((sql) => sql`select pg_advisory_xact_lock(hashtext(${`identity: endpoints of ${partnerId}`}))`);
        const [partner] = await query((sql) => sql`select from partner where id = ${partnerId}`);
        if (!partner) return refuse('NOT_FOUND', 'noSuchPartner', ['input', 'partnerId']);
        const others = await query(
          (sql) => sql`select from webhook_endpoint where partner_id = ${partnerId} and deleted_at is null`,
        );
        if (others.length >= maxEndpoints) {
          return refuse('TOO_MANY', ['tooManyEndpoints', { most: maxEndpoints }], ['input', 'partnerId']);
        }
        const [endpoint] = await query(
          (sql) => sql<[WebhookEndpoint]>`
            insert into webhook_endpoint (partner_id, url, event_types, secret_jwe)
            values (${partnerId}, ${url}, ${[...new Set(eventTypes)].sort()}, ${jwe}) returning ${columns(sql)}`,
        );
        await record(query, {
          action: 'webhook_endpoint.created',
          detail: { endpointId: endpoint.id, partnerId, url },
        });
        return { endpoint, secret };
      });
    },

    /** Updates the fields of an endpoint that are sent, and enables or disables it. */
    update: async (id: string, input: WebhookEndpointUpdateInput): Promise<IdentityResult<WebhookEndpoint>> => {
      const refusal = refuseInvalid(input);
      if (refusal) return refusal;
      const { url = null, eventTypes, isEnabled = null } = input;
      const types = eventTypes ? [...new Set(eventTypes)].sort() : null;
      return change(
        id,
        'webhook_endpoint.updated',
        (sql) => sql`
          url = coalesce(${url}, url), event_types = coalesce(${types}::text[], event_types),
          disabled_at = case ${isEnabled}::boolean when true then null when false then coalesce(disabled_at, now())
            else disabled_at end,
          disabled_because = case ${isEnabled}::boolean when true then null
            when false then coalesce(disabled_because, 'CURATOR') else disabled_because end`,
      );
    },

    remove: async (id: string): Promise<IdentityResult<{ deletedId: string }>> => {
      const removed = await change(id, 'webhook_endpoint.deleted', (sql) => sql`deleted_at = now()`);
      return isRefused(removed) ? removed : { deletedId: id };
    },

    /** Rotates the secret of an endpoint. The previous secret stays valid for 24 hours. */
    rotate: async (id: string): Promise<IdentityResult<{ endpoint: WebhookEndpoint; secret: string }>> => {
      const { secret, jwe } = await generateSecret();
      const endpoint = await change(
        id,
        'webhook_endpoint.rotated',
        (sql) => sql`
          previous_jwe = secret_jwe, previous_until = now() + interval '24 hours', secret_jwe = ${jwe}`,
      );
      return isRefused(endpoint) ? endpoint : { endpoint, secret };
    },
  };
}

const notFound = () => refuse('NOT_FOUND', 'noSuchEndpoint', ['id']);

const columns = (sql: Sql) =>
  sql`id, partner_id, url, to_json(event_types) as event_types, disabled_because, created_at`;
