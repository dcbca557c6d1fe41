import { hash, randomBytes } from 'node:crypto';
import type { PartnerKeyCreateInput, PartnerKeyMode } from '#generated/identity.ts';
import type { Page } from '#kit/connection.ts';
import { byId, listBy } from '#kit/loader.ts';
import { partnerPrefix } from '#kit/session.ts';
import { likeBeginning, type Store } from './database.ts';
import { type Fault, fault } from './faults.ts';
import { readName } from './names.ts';

/** A partner brand. */
export interface Partner {
  id: string;
  name: string;
  createdAt: Date;
}

/** A partner's key, without what opens the graph. */
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

/** A key to be made. */
export type NewKey = Required<Omit<PartnerKeyCreateInput, 'expiresAt'>> & { expiresAt?: Date | null };

/** What a key that is accepted grants. */
export type Grant = Pick<PartnerKey, 'partnerId' | 'mode' | 'scopes' | 'allowedOrigins'> & { keyId: string };

export type Partners = ReturnType<typeof partnersOver>;

/** What keys may be used for. */
export const partnerScopes = ['carbon:read', 'suppliers:read'];

/** How many active keys of a mode a partner has at most: one in use, one to change to. */
const mostActive = 2;

const year = 365 * 24 * 60 * 60 * 1_000;

/** Partner brands and their keys, in PostgreSQL. */
export function partnersOver({ ask, transact }: Store) {
  const keys = (partnerIds: readonly string[]) =>
    ask(
      (sql) => sql<PartnerKey[]>`
        select ${keyColumns(sql)} from partner_key
        where partner_id = any(${uuids(partnerIds)}::text[]::uuid[])
        order by created_at desc, id`,
    );

  return {
    byId: byId<Partner>(
      (ids) =>
        ask(
          (sql) =>
            sql<Partner[]>`select id, name, created_at from partner where id = any(${uuids(ids)}::text[]::uuid[])`,
        ),
      ({ id }) => id,
    ),

    /** All keys of a partner, the newest first. */
    keysOf: listBy<PartnerKey>(keys, ({ partnerId }) => partnerId),

    /** One page of partners, by name. */
    list: ({ offset, limit }: Page) =>
      ask(
        (sql) => sql<Partner[]>`
          select id, name, created_at from partner order by lower(name) offset ${offset} limit ${limit}`,
      ),

    count: async (): Promise<number> => {
      const [{ count }] = await ask((sql) => sql<[{ count: number }]>`select count(*)::int as count from partner`);
      return count;
    },

    findByName: async (name: string): Promise<Partner | undefined> => {
      const [found] = await ask(
        (sql) => sql<Partner[]>`select id, name, created_at from partner where lower(name) = lower(${name})`,
      );
      return found;
    },

    /** One page of all keys that begin with `prefix`, the newest first. */
    listKeys: (prefix: string, { offset, limit }: Page) =>
      ask(
        (sql) => sql<PartnerKey[]>`
          select ${keyColumns(sql)} from partner_key where prefix like ${likeBeginning(prefix)}
          order by created_at desc, id offset ${offset} limit ${limit}`,
      ),

    countKeys: async (prefix: string): Promise<number> => {
      const [{ count }] = await ask(
        (sql) => sql<[{ count: number }]>`
          select count(*)::int as count from partner_key where prefix like ${likeBeginning(prefix)}`,
      );
      return count;
    },

    create: async (given: string): Promise<Partner | Fault> => {
      const name = readName(given, 100);
      if (!name) return fault('INVALID', 'A name has 1 to 100 characters.', ['input', 'name']);
      const [created] = await ask(
        (sql) => sql<Partner[]>`
          insert into partner (name) values (${name}) on conflict do nothing returning id, name, created_at`,
      );
      return created ?? fault('TAKEN', 'There is a partner of this name.', ['input', 'name']);
    },

    /** Makes a key; `secret` is the whole of it, which is kept nowhere. */
    createKey: async (input: NewKey): Promise<{ key: PartnerKey; secret: string } | Fault> => {
      const { partnerId, mode } = input;
      const wrong = faultIn(input);
      if (wrong) return wrong;
      const secret = `${partnerPrefix}${mode.toLowerCase()}_${randomBytes(32).toString('base64url')}`;
      const expiresAt = input.expiresAt ?? new Date(Date.now() + year);
      return transact(async (ask) => {
        // Whoever makes another key of this partner waits here, so that both count each other's.
        const [partner] = await ask(
          (sql) =>
            sql<Partner[]>`select id from partner where id = any(${uuids([partnerId])}::text[]::uuid[]) for update`,
        );
        if (!partner) return fault('NOT_FOUND', 'There is no such partner.', ['input', 'partnerId']);
        const active = await ask(
          (sql) => sql<{ id: string }[]>`
            select id from partner_key
            where partner_id = ${partner.id} and mode = ${mode} and revoked_at is null and expires_at > now()`,
        );
        if (active.length >= mostActive) {
          return fault('TOO_MANY', `A partner has ${mostActive} active keys of a mode at most; revoke one.`, [
            'input',
            'mode',
          ]);
        }
        const [key] = await ask(
          (sql) => sql<PartnerKey[]>`
            insert into partner_key (partner_id, name, mode, hash, prefix, scopes, allowed_origins, expires_at)
            values (${partner.id}, ${input.name.trim()}, ${mode}, ${digestOf(secret)}, ${secret.slice(0, 17)},
              ${listOf(input.scopes)}, ${listOf(input.allowedOrigins)}, ${expiresAt})
            returning ${keyColumns(sql)}`,
        );
        return { key: key as PartnerKey, secret };
      });
    },

    /** Revokes a key for good; one that was revoked before stays as it was. */
    revokeKey: async (id: string): Promise<PartnerKey | Fault> => {
      const [revoked] = await ask(
        (sql) => sql<PartnerKey[]>`
          update partner_key set revoked_at = coalesce(revoked_at, now()) where id = any(${uuids([id])}::text[]::uuid[])
          returning ${keyColumns(sql)}`,
      );
      return revoked ?? fault('NOT_FOUND', 'There is no such key.', ['id']);
    },

    /** What the key with this SHA-256, in hexadecimal, grants; undefined when it is not accepted. Notes that it was used. */
    grant: async (sha256: string): Promise<Grant | undefined> => {
      const digest = Buffer.from(sha256, 'hex');
      const [grant] = await ask(
        (sql) => sql<Grant[]>`
          with used as (
            update partner_key set last_used_at = now()
            where hash = ${digest} and (last_used_at is null or last_used_at < now() - interval '1 minute')
          )
          select id as key_id, partner_id, mode, to_json(scopes) as scopes, to_json(allowed_origins) as allowed_origins
          from partner_key
          where hash = ${digest} and revoked_at is null and expires_at > now()`,
      );
      return grant;
    },

    /** The origins that some active key admits. */
    origins: async (): Promise<string[]> => {
      const rows = await ask(
        (sql) => sql<{ origin: string }[]>`
          select distinct unnest(allowed_origins) as origin from partner_key
          where revoked_at is null and expires_at > now()`,
      );
      return rows.map(({ origin }) => origin);
    },
  };
}

function keyColumns(sql: Parameters<Parameters<Store['ask']>[0]>[0]) {
  return sql`
    id, partner_id, name, prefix, mode, to_json(scopes) as scopes, to_json(allowed_origins) as allowed_origins,
    created_at, expires_at, last_used_at, revoked_at, (revoked_at is null and expires_at > now()) as is_active`;
}

function faultIn({ name, scopes, allowedOrigins, expiresAt }: NewKey): Fault | undefined {
  if (!readName(name, 100)) return fault('INVALID', 'A name has 1 to 100 characters.', ['input', 'name']);
  const strange = scopes.find((scope) => !partnerScopes.includes(scope));
  if (strange !== undefined) {
    return fault('INVALID', `A key is for ${partnerScopes.join(' and ')}, and not for ${strange}.`, [
      'input',
      'scopes',
    ]);
  }
  if (allowedOrigins.length > 20 || !allowedOrigins.every(isOrigin)) {
    return fault('INVALID', 'Origins are such as https://shop.example; a key has 20 at most.', [
      'input',
      'allowedOrigins',
    ]);
  }
  const lifetime = expiresAt ? expiresAt.getTime() - Date.now() : year;
  if (lifetime <= 0 || lifetime > 2 * year) {
    return fault('INVALID', 'A key stops in the future, and within 2 years.', ['input', 'expiresAt']);
  }
  return undefined;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function digestOf(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

function listOf(items: readonly string[]): string[] {
  return [...new Set(items)].sort();
}

/** Those that are ids at all: others would be refused by PostgreSQL, and name nothing. */
function uuids(ids: readonly string[]): string[] {
  return ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
}
