import type { FetchNode } from '@apollo/query-planner';
import type { FetchRules } from '../../cache/rules/fetch-rules.ts';
import type { PreparedFetch } from '../subgraph-request.ts';
import { combineOperations, representations } from './combine.ts';
import type { FetchForm } from './fetch-form.ts';
import type { Place } from './places.ts';
import type { BuilderFor } from './representation-builder.ts';

/** A fetch of a plan, for the entities of one place in the response. */
export interface EntityFetch extends FetchForm {
  node: FetchNode;
  place: Place;
  builderFor: BuilderFor;
  /** Whether other fetches may write to objects below these entities after they were merged. */
  isExtended: boolean;
  /** The operation that is sent. */
  query: string;
  /** How its entities are cached; undefined where nothing is. */
  rules: FetchRules | undefined;
}

/** One request to a subgraph. */
export interface EntityRequest {
  prepared: PreparedFetch;
  variableNames: readonly string[];
  fields: readonly EntityField[];
}

/** One `_entities` field of a request. */
export interface EntityField {
  /** Its response key. */
  key: string;
  /** The variable with its representations. */
  variable: string;
  node: FetchNode;
  rules: FetchRules | undefined;
  /** Fetches with the same operation and the same values of its variables share a list of representations. */
  fetches: readonly EntityFetch[];
}

/** The group of each fetch, by index; those of a group share a field. Numbered in the order of the first of each. */
export type Groups = readonly number[];

/** The maximum length of a combined operation, in characters: far below the limits of a subgraph. */
const maxCombinedLength = 8_000;

/** The maximum number of ways to group fetches whose requests are kept. More occur only by unusual variables. */
const maxKept = 16;

/**
 * Returns a function that prepares the requests for fetches from one subgraph at one depth of a plan: one request with a
 * field for each group, or several where it would be too long.
 */
export function entityRequests(fetches: readonly EntityFetch[]): (groups: Groups) => readonly EntityRequest[] {
  const kept = new Map<string, readonly EntityRequest[]>();
  return (groups) => {
    const key = groups.join();
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= maxKept) kept.clear();
    const grouped = [...Map.groupBy(fetches, (_, index) => groups[index]).values()];
    // What is private is asked on behalf of the viewer; what is shared must not depend on it.
    const [own, shared] = [grouped.filter((group) => !isShared(group)), grouped.filter(isShared)];
    const requests = [...chunksOf(own), ...chunksOf(shared)].flatMap(requestsFor);
    kept.set(key, requests);
    return requests;
  };
}

/** Lists of groups whose operations may be combined. */
function chunksOf(grouped: readonly EntityFetch[][]): EntityFetch[][][] {
  const chunks: EntityFetch[][][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const group of grouped) {
    const added = group[0]?.query.length ?? 0;
    length += added;
    if (length > maxCombinedLength) {
      chunks.push([group]);
      length = added;
    } else chunks.at(-1)?.push(group);
  }
  return chunks;
}

function requestsFor(chunk: readonly EntityFetch[][]): EntityRequest[] {
  const firsts = chunk.map(([fetch]) => fetch as EntityFetch);
  const nodes = firsts.map(({ node }) => node);
  const combined = chunk.length > 1 ? combineOperations(firsts.map(({ query }) => query)) : undefined;
  if (chunk.length > 1 && !combined) return chunk.flatMap((group) => requestsFor([group]));
  return [
    {
      prepared: prepareFetch(nodes[0] as FetchNode, combined?.query ?? firsts[0]?.query),
      variableNames: [...new Set(nodes.flatMap(({ variableUsages = [] }) => variableUsages))],
      fields: chunk.map((fetches, index) => ({
        key: combined?.keys[index] ?? '_entities',
        variable: combined?.variables[index] ?? representations,
        node: nodes[index] as FetchNode,
        rules: firsts[index]?.rules,
        fetches,
      })),
    },
  ];
}

/** Whether the results of a fetch may be used for every viewer. */
function isShared([fetch]: readonly EntityFetch[]): boolean {
  return fetch?.rules !== undefined && fetch.rules.uncached === undefined;
}

/** What is constant in the requests of a fetch. */
export function prepareFetch(node: FetchNode, query = node.operation): PreparedFetch {
  const { serviceName: subgraph, operationName, operationKind } = node;
  return { subgraph, query, operationName, isMutation: operationKind === 'mutation' };
}
