import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { EventRecorder } from '../audit/account-events.ts';
import { describeDevice } from '../sessions/user-agent.ts';
import type { MailCipher } from './cipher.ts';
import { type Notice, type NoticeContent, putMail } from './outbox.ts';

/** The notice that is mailed for an account event; other events send none. */
const noticeFor: Record<string, Notice['kind']> = {
  'password.changed': 'PASSWORD_CHANGED',
  'password.reset': 'PASSWORD_CHANGED',
  'credential.added': 'PASSKEY_ADDED',
  'credential.revoked': 'PASSKEY_REMOVED',
  'recovery.codes_generated': 'RECOVERY_CODES_MADE',
  'recovery.used': 'RECOVERY_CODE_USED',
  'account.exported': 'DATA_EXPORTED',
};

/** A recorder that also mails notices to the account's owner, in the same transaction as the event. */
export function withNotices(record: EventRecorder, cipher: MailCipher, request: SubgraphRequest): EventRecorder {
  return async (query, event) => {
    await record(query, event);
    const kind = event.outcome === 'FAILED' ? undefined : noticeFor[event.action];
    if (kind) await putMail(query, cipher, { kind, account: event.account, content: describeRequest(request) });
  };
}

/** The current time, and the request's device, country and language. */
export function describeRequest({ client, market }: SubgraphRequest): NoticeContent {
  return {
    language: market.language,
    at: new Date().toISOString(),
    device: describeDevice(client.userAgent),
    country: market.country,
  };
}
