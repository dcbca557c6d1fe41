import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { IdentityDatabase } from '../database.ts';
import type { Cipher } from '../mail/cipher.ts';
import { circumstancesOf } from '../mail/notices.ts';
import { putMail } from '../mail/outbox.ts';
import { deviceOf } from './device.ts';

/** The devices that accounts were opened from, as browser, system and country: see `device.ts`. */
export type DeviceHistory = ReturnType<typeof createDeviceHistory>;

/** How many devices of an account are remembered, those seen last. */
const mostDevices = 50;

export function createDeviceHistory({ transact }: IdentityDatabase, cipher: Cipher, request: SubgraphRequest) {
  return {
    /** Notes that an account was opened by this request. Its owner is mailed when another device had been seen before. */
    see: async (account: string): Promise<void> => {
      const { client, market } = request;
      const device = [deviceOf(client.userAgent) ?? 'unknown', market.country].filter(Boolean).join(', ');
      await transact(async (ask) => {
        const [seen] = await ask(
          (sql) => sql<[{ isNew: boolean; others: number }]>`
            with seen as (
              insert into known_device (account_id, device) values (${account}, ${device})
              on conflict (account_id, device) do update set last_seen_at = now()
              returning xmax = 0 as is_new
            )
            select is_new, (select count(*)::int from known_device where account_id = ${account}) as others from seen`,
        );
        if (!seen.isNew || seen.others === 0) return;
        await putMail(ask, cipher, { kind: 'NEW_DEVICE', account, content: circumstancesOf(request) });
        await ask(
          (sql) => sql`
            delete from known_device where account_id = ${account} and device not in (
              select device from known_device where account_id = ${account} order by last_seen_at desc limit ${mostDevices}
            )`,
        );
      });
    },
  };
}
