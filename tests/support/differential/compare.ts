import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { maskError } from '#kit/graph/errors.ts';
import { withoutSignatures } from '../signed-urls.ts';
import { GoneEntity } from './reference.ts';

/** A response prepared for comparison: its data as text in its own order, and the error codes for each missing path. */
export interface Comparable {
  data: string;
  losses: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The response that a client gets from the gateway. */
export function ofGateway({
  data,
  errors = [],
}: {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
}): Comparable {
  return comparable(data, errors);
}

/**
 * The response of graphql-js, with what the gateway adds: masked errors, and no error for an entity that no longer
 * exists.
 */
export function ofReference({ data, errors = [] }: ExecutionResult): Comparable {
  const reported = errors.filter(
    ({ originalError, path = [] }) => !(originalError instanceof GoneEntity && isPlainNull(data, path.slice(0, -1))),
  );
  return comparable(
    data,
    reported.map((error) => maskError(error.toJSON())),
  );
}

/** Whether two responses are equal for a client. By the specification, a null may report any of the errors below it. */
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
  return { data: withoutSignatures(text), losses };
}

function lostPart(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value == null) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

/** Whether the null at a path is its own, and not that of a path around it. */
function isPlainNull(data: unknown, path: readonly (string | number)[]): boolean {
  return lostPart(data, path).length === path.length;
}
