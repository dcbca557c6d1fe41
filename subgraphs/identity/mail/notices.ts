import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { EventRecorder } from '../audit/account-events.ts';
import { deviceOf } from '../sessions/device.ts';
import type { Cipher } from './cipher.ts';
import { type Notice, type NoticeContent, putMail } from './outbox.ts';

/** The events that are mailed to the owner of an account. */
const noticeFor: Record<string, Notice['kind']> = {
  'password.changed': 'PASSWORD_CHANGED',
  'password.reset': 'PASSWORD_CHANGED',
  'credential.added': 'PASSKEY_ADDED',
  'credential.revoked': 'PASSKEY_REMOVED',
  'recovery.codes_generated': 'RECOVERY_CODES_MADE',
  'recovery.used': 'RECOVERY_CODE_USED',
};

/** A recorder that also mails the account's owner what they should know; in the same transaction, where there is one. */
export function noticing(record: EventRecorder, cipher: Cipher, request: SubgraphRequest): EventRecorder {
  return async (ask, event) => {
    await record(ask, event);
    const kind = event.outcome === 'FAILED' ? undefined : noticeFor[event.action];
    if (kind) await putMail(ask, cipher, { kind, account: event.account, content: circumstancesOf(request) });
  };
}

/** When a request came, and from what. */
export function circumstancesOf({ client, market }: SubgraphRequest): NoticeContent {
  return { at: new Date().toISOString(), device: deviceOf(client.userAgent), country: market.country };
}
