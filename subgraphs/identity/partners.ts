import type { KeySlice } from '#kit/connection.ts';
import { byId } from '#kit/loader.ts';
import type { Store } from './database.ts';
import type { DeedRecorder } from './events.ts';
import { type Fault, fault } from './faults.ts';
import { readName } from './names.ts';

/** A partner brand. */
export interface Partner {
  id: string;
  name: string;
  createdAt: Date;
}

/** Partner brands, in PostgreSQL. */
export type Partners = ReturnType<typeof partnersOver>;

export function partnersOver({ ask, transact }: Store, record: DeedRecorder) {
  return {
    byId: byId<Partner>(
      (ids) => ask((sql) => sql<Partner[]>`select id, name, created_at from partner where id = any(${ids})`),
      ({ id }) => id,
    ),

    /** The partner of this name; case, Unicode form and kinds of spaces are ignored. */
    named: async (name: string): Promise<Partner | undefined> => {
      const [found] = await ask(
        (sql) => sql<Partner[]>`select id, name, created_at from partner where name_key(name) = name_key(${name})`,
      );
      return found;
    },

    /** One page of partners, by name. */
    list: ({ after, limit }: KeySlice) => {
      const [name = null, id = null] = (after ?? []) as string[];
      return ask(
        (sql) => sql<Partner[]>`
          select id, name, created_at from partner
          where ${id}::text is null or (name collate "und-x-icu", id) > (${name}::text, ${id}::text)
          order by name collate "und-x-icu", id limit ${limit}`,
      );
    },

    count: async (): Promise<number> => {
      const [{ count }] = await ask((sql) => sql<[{ count: number }]>`select count(*)::int from partner`);
      return count;
    },

    /** Adds a partner, unless one of that name is there, whatever its case. */
    create: async (given: string): Promise<Partner | Fault> => {
      const name = readName(given, 100);
      if (!name) return fault('INVALID', 'A name has 1 to 100 characters.', ['input', 'name']);
      return transact(async (ask) => {
        const [partner] = await ask(
          (sql) => sql<Partner[]>`
            insert into partner (name) values (${name}) on conflict do nothing returning id, name, created_at`,
        );
        if (!partner) return fault('TAKEN', 'There is a partner of this name.', ['input', 'name']);
        await record(ask, { action: 'partner.created', detail: { partnerId: partner.id, name } });
        return partner;
      });
    },
  };
}
