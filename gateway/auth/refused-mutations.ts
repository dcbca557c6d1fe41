import { LRUCache } from 'lru-cache';
import type { Log } from '#kit/process/log.ts';
import type { GatewayContext } from '../context.ts';
import type { Refusals } from '../policy/policy.ts';
import type { AskIdentity } from './partner-keys.ts';

/** Receives what one operation was refused, by coordinate. Returns at once. */
export type RecordRefusals = (context: Pick<GatewayContext, 'viewer' | 'requestId'>, refusals: Refusals) => void;

/** How often the same refusal of the same viewer is recorded, in milliseconds: between, it is counted. */
const recordedEvery = 60_000;

/** Names of mutations begin so among coordinates. */
const mutation = 'Mutation.';

/**
 * Has identity record mutations that were refused to viewers who have signed in: all of a curator, and of others those for
 * which they lack a scope. Of many that are alike within a minute the first is recorded at once, and the next after that
 * minute with the number of those between, so that no client fills the audit log. What cannot be recorded is logged.
 */
export function recordRefusedMutations(ask: AskIdentity, log: Log): RecordRefusals {
  const recent = new LRUCache<string, { since: number; repeats: number }>({ max: 10_000 });

  return ({ viewer, requestId }, refusals) => {
    if (viewer.kind === 'ANONYMOUS') return;
    for (const [coordinate, { extensions }] of refusals) {
      const code = String(extensions.code);
      if (!coordinate.startsWith(mutation) || (viewer.kind !== 'CURATOR' && code !== 'FORBIDDEN')) continue;
      const key = JSON.stringify([viewer.kind, viewer.id, coordinate, code]);
      const last = recent.get(key);
      if (last && Date.now() - last.since < recordedEvery) {
        last.repeats += 1;
        continue;
      }
      recent.set(key, { since: Date.now(), repeats: 0 });
      const field = coordinate.slice(mutation.length);
      const { kind, id } = viewer;
      const refusal = { code, viewer: { kind, id }, repeatsBefore: last?.repeats ?? 0 };
      const curatorId = kind === 'CURATOR' ? id : null;
      const input = { field, responseKey: field, requestId, curatorId, arguments: {}, refusal };
      ask('mutation ($input: AuditEventRecordInput!) { auditEventRecord(input: $input) }', { input }).catch((error) =>
        log.warn({ err: error, requestId, field, ...refusal }, 'a refused mutation cannot be recorded'),
      );
    }
  };
}
