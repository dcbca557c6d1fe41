import { hash, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { PartnerKeyMode } from '#generated/identity.ts';
import { instantOf, type KeySlice } from '#kit/graph/connection.ts';
import { byId, listBy } from '#kit/graph/loader.ts';
import { partnerPrefix } from '#kit/graph/session.ts';
import type { ActionRecorder } from '../audit/account-events.ts';
import { type IdentityDatabase, likePrefix } from '../database.ts';
import { type IdentityResult, refuse } from '../results.ts';
import { type NewKey, refuseInvalidKey } from './key-rules.ts';

/** A partner's key, without its secret. */
export interface PartnerKey {
  id: string;
  partnerId: string;
  name: string;
  prefix: string;
  mode: PartnerKeyMode;
  scopes: string[];
  allowedOrigins: string[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  isActive: boolean;
}

/** The access that a valid key grants. */
export type Grant = Pick<PartnerKey, 'partnerId' | 'mode' | 'scopes' | 'allowedOrigins'> & { keyId: string };

/** The keys of partner brands, in PostgreSQL. Only hashes of the secrets are stored. */
export type PartnerKeyStore = ReturnType<typeof createPartnerKeyStore>;

/** The number of characters of a key that are stored in plain text, for finding it. */
export const prefixLength = 17;

/** Maximum number of active keys of a mode for one partner: one in use and one to rotate to. */
const maxActiveKeys = 2;

export function createPartnerKeyStore({ query, transact }: IdentityDatabase, record: ActionRecorder) {
  return {
    byId: byId<PartnerKey>(
      (ids) => query((sql) => sql<PartnerKey[]>`select ${columns(sql)} from partner_key where id = any(${ids})`),
      ({ id }) => id,
    ),

    /** All keys of a partner, the newest first. */
    ofPartner: listBy<PartnerKey>(
      (partnerIds) =>
        query(
          (sql) => sql<PartnerKey[]>`
            select ${columns(sql)} from partner_key where partner_id = any(${partnerIds}) order by created_at desc, id`,
        ),
      ({ partnerId }) => partnerId,
    ),

    /** One page of the keys with this prefix, the newest first. */
    list: (prefix: string, { after, limit }: KeySlice) => {
      const [at, id] = after ? [instantOf(after), after[1] as string] : [null, null];
      return query(
        (sql) => sql<PartnerKey[]>`
          select ${columns(sql)} from partner_key
          where ${hasPrefix(sql, prefix)}
            and (${at}::timestamptz is null or created_at < ${at} or (created_at = ${at} and id > ${id}))
          order by created_at desc, id limit ${limit}`,
      );
    },

    /** The number of keys with this prefix. */
    count: async (prefix: string): Promise<number> => {
      const [{ count }] = await query(
        (sql) => sql<[{ count: number }]>`select count(*)::int from partner_key where ${hasPrefix(sql, prefix)}`,
      );
      return count;
    },

    /** Creates a key. `secret` is the complete key, which is not stored. */
    create: async (input: NewKey): Promise<IdentityResult<{ key: PartnerKey; secret: string }>> => {
      const refusal = refuseInvalidKey(input);
      if (refusal) return refusal;
      const { partnerId, name, mode, scopes, allowedOrigins, expiresAt = null } = input;
      const secret = `${partnerPrefix}${mode.toLowerCase()}_${randomBytes(32).toString('base64url')}`;
      return transact(async (query) => {
        // Serialises key creation of this partner, so that the limit is exact under concurrency.
        await query((sql) => sql`select pg_advisory_xact_lock(hashtext(${`identity: keys of ${partnerId}`}))`);
        const [partner] = await query((sql) => sql`select from partner where id = ${partnerId}`);
        if (!partner) return refuse('NOT_FOUND', 'noSuchPartner', ['input', 'partnerId']);
        const [{ count }] = await query(
          (sql) => sql<[{ count: number }]>`
            select count(*)::int from partner_key
            where partner_id = ${partnerId} and mode = ${mode} and ${isActive(sql)}`,
        );
        if (count >= maxActiveKeys) {
          return refuse('TOO_MANY', ['tooManyKeys', { most: maxActiveKeys }], ['input', 'mode']);
        }
        const [key] = await query(
          (sql) => sql<[PartnerKey]>`
            insert into partner_key (partner_id, name, mode, hash, prefix, scopes, allowed_origins, expires_at)
            values (${partnerId}, ${name.trim()}, ${mode}, ${hash('sha256', secret, 'buffer')},
              ${secret.slice(0, prefixLength)}, ${listOf(scopes)}, ${listOf(allowedOrigins)},
              coalesce(${expiresAt}, now() + interval '1 year'))
            returning ${columns(sql)}`,
        );
        const { id: keyId, prefix } = key;
        await record(query, { action: 'partner_key.created', detail: { keyId, prefix, partnerId } });
        return { key, secret };
      });
    },

    /** Revokes a key permanently. A revoked key stays unchanged. */
    revoke: (id: string): Promise<IdentityResult<PartnerKey>> =>
      transact(async (query) => {
        const [revoked] = await query(
          (sql) => sql<PartnerKey[]>`
            update partner_key set revoked_at = now() where id = ${id} and revoked_at is null returning ${columns(sql)}`,
        );
        if (revoked) {
          const { prefix, partnerId } = revoked;
          await record(query, { action: 'partner_key.revoked', detail: { keyId: id, prefix, partnerId } });
          return revoked;
        }
        const [known] = await query(
          (sql) => sql<PartnerKey[]>`select ${columns(sql)} from partner_key where id = ${id}`,
        );
        return known ?? refuse('NOT_FOUND', 'noSuchKey', ['id']);
      }),

    /** The access of the key with this SHA-256 in hexadecimal; undefined when it is invalid. Records its use. */
    grant: async (sha256: string): Promise<Grant | undefined> => {
      const digest = Buffer.from(sha256, 'hex');
      const [grant] = await query(
        (sql) => sql<Grant[]>`
          with used as (
            update partner_key set last_used_at = now()
            where hash = ${digest} and ${isActive(sql)}
              and (last_used_at is null or last_used_at < now() - interval '1 minute')
          )
          select id as key_id, partner_id, mode, to_json(scopes) as scopes, to_json(allowed_origins) as allowed_origins
          from partner_key where hash = ${digest} and ${isActive(sql)}`,
      );
      return grant;
    },

    /** The allowed origins of all active keys. */
    origins: async (): Promise<string[]> => {
      const rows = await query(
        (sql) => sql<{ origin: string }[]>`
          select distinct unnest(allowed_origins) as origin from partner_key where ${isActive(sql)}`,
      );
      return rows.map(({ origin }) => origin);
    },
  };
}

const isActive = (sql: Sql) => sql`revoked_at is null and expires_at > now()`;

/** A longer prefix is cut to the stored part of a key. */
const hasPrefix = (sql: Sql, text: string) => sql`prefix like ${likePrefix(text.slice(0, prefixLength))}`;

const columns = (sql: Sql) => sql`
  id, partner_id, name, prefix, mode, to_json(scopes) as scopes, to_json(allowed_origins) as allowed_origins,
  created_at, expires_at, last_used_at, revoked_at, (${isActive(sql)}) as is_active`;

const listOf = (items: readonly string[]) => [...new Set(items)].sort();
