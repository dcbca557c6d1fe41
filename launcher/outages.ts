import { styleText } from 'node:util';
import type { Part } from './part.ts';
import { seconds, table } from './table.ts';

/** A table of the parts that are down: since when, why, and when the next attempt starts. Empty if all run. `now` in milliseconds since 1970. */
export function outageTable(parts: Iterable<Pick<Part, 'id' | 'outage'>>, now = Date.now()): string {
  const rows = [...parts].flatMap(({ id, outage }) => {
    if (!outage) return [];
    const { since, attempt, nextAt, reason } = outage;
    const [cause = ''] = reason.split('\n');
    return [[styleText('yellow', id), clock(since), seconds(Math.max(nextAt - now, 0)), String(attempt), cause]];
  });
  return rows.length === 0 ? '' : table(['Down', 'Since', 'Next attempt in', 'Attempt', 'Reason'], rows);
}

/** `14:05:09` in UTC, for milliseconds since 1970. */
export function clock(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}
