import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { maskError } from '#kit/graph/errors.ts';
import { GoneEntity } from './reference.ts';

/** An answer as it is compared: its data as text, in its own order, and for each place that was lost the codes of its errors. */
export interface Comparable {
  data: string;
  losses: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The second in which an address was signed, and what follows from it. */
const signature = /\?X-Amz-[^"]*/g;

/** What a client of the gateway got. */
export function ofGateway({
  data,
  errors = [],
}: {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
}): Comparable {
  return comparable(data, errors);
}

/** What graphql-js answered, with what the gateway promises beyond it: masked errors, and no error for an entity that is gone. */
export function ofReference({ data, errors = [] }: ExecutionResult): Comparable {
  const told = errors.filter(
    ({ originalError, path = [] }) => !(originalError instanceof GoneEntity && isPlainNull(data, path.slice(0, -1))),
  );
  return comparable(
    data,
    told.map((error) => maskError(error.toJSON())),
  );
}

/** Whether two answers are the same to a client. By the specification, a null may tell of any of the errors that it swallowed. */
export function areSame(one: Comparable, other: Comparable): boolean {
  const shareCode = ([place, codes]: [string, ReadonlySet<string>]) =>
    [...codes].some((code) => other.losses.get(place)?.has(code));
  return one.data === other.data && one.losses.size === other.losses.size && [...one.losses].every(shareCode);
}

function comparable(data: unknown, errors: readonly GraphQLFormattedError[]): Comparable {
  const losses = new Map<string, Set<string>>();
  for (const { path = [], extensions } of errors) {
    const place = lostPart(data, path).join('.');
    losses.set(place, (losses.get(place) ?? new Set()).add(String(extensions?.code)));
  }
  const text = JSON.stringify(data) ?? 'undefined';
  return { data: text.replace(signature, ''), losses };
}

function lostPart(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value == null) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

/** Whether the null of a place is its own, and not that of something around it. */
function isPlainNull(data: unknown, path: readonly (string | number)[]): boolean {
  return lostPart(data, path).length === path.length;
}
