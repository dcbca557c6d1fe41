import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from '../mail/cipher.ts';
import { describeRequest } from '../mail/notices.ts';
import { putMail } from '../mail/outbox.ts';
import { describeDevice } from './user-agent.ts';

/** The devices that accounts signed in on, each as browser, operating system and country. */
export type DeviceHistory = ReturnType<typeof createDeviceHistory>;

/** The number of most recent devices that are stored for each account. */
const maxDevices = 50;

export function createDeviceHistory({ transact }: IdentityDatabase, cipher: MailCipher, request: SubgraphRequest) {
  return {
    /** Records a sign-in to an account by this request. Mails a notice for a new device, except for the account's first. */
    recordSignIn: async (account: string): Promise<void> => {
      const { client, market } = request;
      const device = [describeDevice(client.userAgent) ?? 'unknown', market.country].filter(Boolean).join(', ');
      await transact(async (query) => {
        const [seen] = await query(
          (sql) => sql<[{ isNew: boolean; others: number }]>`
            with seen as (
              insert into known_device (account_id, device) values (${account}, ${device})
              on conflict (account_id, device) do update set last_seen_at = now()
              returning xmax = 0 as is_new
            )
            select is_new, (select count(*)::int from known_device where account_id = ${account}) as others from seen`,
        );
        if (!seen.isNew || seen.others === 0) return;
        await putMail(query, cipher, { kind: 'NEW_DEVICE', account, content: describeRequest(request) });
        await query(
          (sql) => sql`
            delete from known_device where account_id = ${account} and device not in (
              select device from known_device where account_id = ${account} order by last_seen_at desc limit ${maxDevices}
            )`,
        );
      });
    },
  };
}
