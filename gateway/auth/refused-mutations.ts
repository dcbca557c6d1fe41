import { LRUCache } from 'lru-cache';
import type { Log } from '#kit/process/log.ts';
import type { GatewayContext } from '../context.ts';
import type { Refusals } from '../policy/policy.ts';
import type { QueryIdentity } from './partner-keys.ts';

/** Records the denied fields of one operation, by coordinate. Returns at once. */
export type RecordRefusals = (context: Pick<GatewayContext, 'viewer' | 'requestId'>, refusals: Refusals) => void;

/** The interval, in milliseconds, in which equal denials of one viewer are recorded once; the others are counted. */
const recordInterval = 60_000;

/** The prefix of the coordinates of mutations. */
const mutation = 'Mutation.';

/**
 * Records denied mutations of signed-in viewers in identity's audit log: all denials of curators, and of other viewers
 * those for a missing scope. Of equal denials within a minute, the first is recorded at once, and the next after that
 * minute with the number of repeats, so that no client can fill the audit log. If recording fails, the denial is
 * logged.
 */
export function recordRefusedMutations(query: QueryIdentity, log: Log): RecordRefusals {
  const recent = new LRUCache<string, { since: number; repeats: number }>({ max: 10_000 });

  return ({ viewer, requestId }, refusals) => {
    if (viewer.kind === 'ANONYMOUS') return;
    for (const [coordinate, { extensions }] of refusals) {
      const code = String(extensions.code);
      if (!coordinate.startsWith(mutation) || (viewer.kind !== 'CURATOR' && code !== 'FORBIDDEN')) continue;
      const key = JSON.stringify([viewer.kind, viewer.id, coordinate, code]);
      const last = recent.get(key);
      if (last && Date.now() - last.since < recordInterval) {
        last.repeats += 1;
        continue;
      }
      recent.set(key, { since: Date.now(), repeats: 0 });
      const field = coordinate.slice(mutation.length);
      const { kind, id } = viewer;
      const refusal = { code, viewer: { kind, id }, repeatsBefore: last?.repeats ?? 0 };
      const curatorId = kind === 'CURATOR' ? id : null;
      const input = { field, responseKey: field, requestId, curatorId, arguments: {}, refusal };
      query('mutation ($input: AuditEventRecordInput!) { auditEventRecord(input: $input) }', { input }).catch((error) =>
        log.warn({ event: 'audit_failed', err: error, requestId, field, ...refusal }, 'denied mutation not recorded'),
      );
    }
  };
}
