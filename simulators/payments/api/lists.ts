import type { Journal, Row } from '../journal.ts';
import { missing } from './errors.ts';

/** What a list request may ask. */
export interface PageRequest {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | Record<string, number> | undefined;
}

/** One page of rows, the newest first. `rows` are in the order of creation. */
export function pageOf(url: string, rows: readonly Row[], request: PageRequest) {
  const newestFirst = rows.filter((row) => isCreated(row, request.created)).toReversed();
  const positionOf = (id: string, param: string) => {
    const position = newestFirst.findIndex((row) => row.id === id);
    if (position < 0) throw missing('object', id, param, 400);
    return position;
  };
  const { limit, starting_after, ending_before } = request;
  if (ending_before) {
    const end = positionOf(ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', url, has_more: start > 0, data: newestFirst.slice(start, end) };
  }
  const start = starting_after ? positionOf(starting_after, 'starting_after') + 1 : 0;
  return {
    object: 'list',
    url,
    has_more: start + limit < newestFirst.length,
    data: newestFirst.slice(start, start + limit),
  };
}

function isCreated(row: Row, wanted: PageRequest['created']): boolean {
  if (wanted === undefined) return true;
  const { created = 0 } = row as Row & { created?: number };
  if (typeof wanted === 'number') return created === wanted;
  return Object.entries(wanted).every(([bound, time]) => {
    if (bound === 'gt') return created > time;
    if (bound === 'gte') return created >= time;
    return bound === 'lt' ? created < time : created <= time;
  });
}

/** A copy of an object in which the ids at the paths (`latest_charge`, `data.customer`) are replaced by their objects. */
export function expanded(journal: Journal, value: object, paths: readonly string[] = []): object {
  return paths.reduce<object>((result, path) => expandPath(journal, result, path.split('.')) as object, value);
}

function expandPath(journal: Journal, value: unknown, [name, ...rest]: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => expandPath(journal, item, [name ?? '', ...rest]));
  if (typeof value !== 'object' || value === null || name === undefined) return value;
  const given = (value as Record<string, unknown>)[name];
  const object = typeof given === 'string' ? (journal.get(given) ?? given) : given;
  return { ...value, [name]: rest.length > 0 ? expandPath(journal, object, rest) : object };
}
