import type { Sql } from 'postgres';
import type { KeySlice } from '#kit/graph/connection.ts';
import { readEmail } from '#kit/graph/email.ts';
import { byId } from '#kit/graph/loader.ts';
import type { ActionRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import { readName } from '../names.ts';
import { type IdentityResult, invalidEmail, refuse } from '../results.ts';

/** A partner brand. */
export interface Partner {
  id: string;
  name: string;
  createdAt: Date;
  /** The address that is notified when a webhook endpoint is turned off. */
  contactEmail: string | null;
}

/** Partner brands, in PostgreSQL. */
export type PartnerStore = ReturnType<typeof createPartnerStore>;

export function createPartnerStore({ query, transact }: IdentityDatabase, record: ActionRecorder) {
  return {
    byId: byId<Partner>(
      (ids) => query((sql) => sql<Partner[]>`select ${columns(sql)} from partner where id = any(${ids})`),
      ({ id }) => id,
    ),

    /** The partner with this name, ignoring case, Unicode form and the kind of spaces. */
    named: async (name: string): Promise<Partner | undefined> => {
      const [found] = await query(
        (sql) => sql<Partner[]>`select ${columns(sql)} from partner where name_key(name) = name_key(${name})`,
      );
      return found;
    },

    /** One page of partners, by name. */
    list: ({ after, limit }: KeySlice) => {
      const [name = null, id = null] = (after ?? []) as string[];
      return query(
        (sql) => sql<Partner[]>`
          select ${columns(sql)} from partner
          where ${id}::text is null or (name collate "und-x-icu", id) > (${name}::text, ${id}::text)
          order by name collate "und-x-icu", id limit ${limit}`,
      );
    },

    count: async (): Promise<number> => {
      const [{ count }] = await query((sql) => sql<[{ count: number }]>`select count(*)::int from partner`);
      return count;
    },

    /** Creates a partner. Refused when a partner has the same name, ignoring case. */
    create: async (input: string, contact?: string | null): Promise<IdentityResult<Partner>> => {
      const name = readName(input, 100);
      if (!name) return refuse('INVALID', ['lengthInvalid', { least: 1, most: 100 }], ['input', 'name']);
      const contactEmail = readContact(contact);
      if (contactEmail === undefined) return invalidEmail('contactEmail');
      return transact(async (query) => {
        const [partner] = await query(
          (sql) => sql<Partner[]>`
            insert into partner (name, contact_email) values (${name}, ${contactEmail})
            on conflict do nothing returning ${columns(sql)}`,
        );
        if (!partner) return refuse('TAKEN', 'partnerTaken', ['input', 'name']);
        await record(query, { action: 'partner.created', detail: { partnerId: partner.id, name } });
        return partner;
      });
    },

    /** Changes a partner's contact address; null removes it. */
    setContact: async (id: string, contact: string | null): Promise<IdentityResult<Partner>> => {
      const contactEmail = readContact(contact);
      if (contactEmail === undefined) return invalidEmail('contactEmail');
      return transact(async (query) => {
        const [partner] = await query(
          (sql) => sql<Partner[]>`
            update partner set contact_email = ${contactEmail} where id = ${id} returning ${columns(sql)}`,
        );
        if (!partner) return refuse('NOT_FOUND', 'noSuchPartner', ['id']);
        await record(query, { action: 'partner.contact_changed', detail: { partnerId: id } });
        return partner;
      });
    },
  };
}

const columns = (sql: Sql) => sql`id, name, created_at, contact_email`;

/** A normalised e-mail address; null for none, undefined for an invalid one. */
function readContact(email: string | null | undefined): string | null | undefined {
  return email == null ? null : readEmail(email);
}
