import type { FetchNode, PlanNode, QueryPlan, ResponsePath } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { PreparedFetch } from '../subgraph-request.ts';
import { type CombinedOperation, combineOperations, representations } from './combine.ts';
import type { Place } from './places.ts';
import { type BuilderFor, compileRepresentations } from './representation-builder.ts';

/** A plan that is prepared for execution. */
export interface CompiledPlan {
  /** Each after the steps that it depends on. */
  steps: readonly FetchStep[];
}

/** One request to a subgraph. */
export type FetchStep = {
  prepared: PreparedFetch;
  /** The names of the plan's variables that the operation uses. */
  variableNames: readonly string[];
  /** The indexes of the steps that must have ended before. */
  dependencies: readonly number[];
} & ({ kind: 'fields'; node: FetchNode; place: Place } | { kind: 'entities'; parts: readonly EntityPart[] });

/** One `_entities` field of a request. */
export interface EntityPart {
  /** Its response key. */
  key: string;
  /** The variable with its representations. */
  variable: string;
  /** A fetch of the plan with the same operation as all other fetches of this part. */
  node: FetchNode;
  places: readonly EntityPlace[];
}

/** The entities of one place in the response. */
export interface EntityPlace extends Place {
  builderFor: BuilderFor;
  /** Whether later steps write to objects below these entities. */
  isExtended: boolean;
}

/** The maximum length of a combined operation, in characters: far below the limits of a subgraph. */
const maxCombinedLength = 8_000;

/**
 * Prepares a plan. Fetches of entities that the plan makes at the same depth from the same subgraph become one request:
 * those with the same operation share one list of representations, the others have a field each.
 */
export function compilePlan(plan: QueryPlan, supergraph: GraphQLSchema): CompiledPlan {
  const fetches = fetchesOf(plan);
  const requests = requestsOf(fetches);
  const stepOf = new Map(requests.flatMap((request, index) => request.fetches.map((fetch) => [fetch, index] as const)));
  return {
    steps: requests.map(({ fetches: members, combined }) => {
      const [{ node, path }] = members as [PlannedFetch];
      const dependencies = [...new Set(members.flatMap((member) => member.after.map((one) => stepOf.get(one) ?? 0)))];
      const variableNames = [...new Set(members.flatMap((member) => member.node.variableUsages ?? []))];
      const step = { prepared: prepare(node, combined?.query), variableNames, dependencies };
      if (!node.requires) return { ...step, kind: 'fields', node, place: placeAt(path) };
      return { ...step, kind: 'entities', parts: partsOf(members, combined) };
    }),
  };

  function partsOf(members: readonly PlannedFetch[], combined: CombinedOperation | undefined): EntityPart[] {
    return [...Map.groupBy(members, signatureOf).values()].map((same, index) => ({
      key: combined?.keys[index] ?? '_entities',
      variable: combined?.variables[index] ?? representations,
      node: (same[0] as PlannedFetch).node,
      places: same.map(({ node, path }) => ({
        ...placeAt(path),
        builderFor: compileRepresentations(node, supergraph),
        isExtended: fetches.some((other) => other.path.length > path.length && startsWith(other.path, path)),
      })),
    }));
  }

  /** Entities that are fetched once for several places in the response share the objects in them. */
  function placeAt(path: ResponsePath): Place {
    const isShared = path.map((_, index) =>
      fetches.some((other) => other.node.requires && other.path.length === index && startsWith(path, other.path)),
    );
    return { path, isShared };
  }
}

/** A fetch of a plan. */
interface PlannedFetch {
  node: FetchNode;
  path: ResponsePath;
  /** The fetches that must have ended before. */
  after: readonly PlannedFetch[];
  /** The number of fetches before it, on the longest way. */
  depth: number;
}

/** Throws for a kind of node that plans of queries and mutations in normal form do not contain. */
function fetchesOf({ node: root }: QueryPlan): PlannedFetch[] {
  const fetches: PlannedFetch[] = [];
  if (root) add(root, [], []);
  return fetches.sort((one, other) => one.depth - other.depth);

  /** Returns the fetches that the next node of a sequence must wait for. */
  function add(node: PlanNode | NonNullable<QueryPlan['node']>, path: ResponsePath, after: readonly PlannedFetch[]) {
    let last: readonly PlannedFetch[] = after;
    switch (node.kind) {
      case 'Sequence':
        for (const step of node.nodes) last = add(step, path, last);
        return last;
      case 'Parallel':
        return [...new Set(node.nodes.flatMap((step): readonly PlannedFetch[] => add(step, path, after)))];
      case 'Flatten':
        return add(node.node, [...path, ...node.path], after);
      case 'Fetch': {
        const fetch = { node, path, after, depth: Math.max(-1, ...after.map(({ depth }) => depth)) + 1 };
        fetches.push(fetch);
        return [fetch];
      }
      default:
        throw new Error(`The plan contains a ${node.kind} node, which is not supported.`);
    }
  }
}

interface PlannedRequest {
  fetches: readonly PlannedFetch[];
  /** The operation with several `_entities` fields; undefined where all fetches have the same operation. */
  combined?: CombinedOperation | undefined;
}

/** The requests of a plan, in the order of their depth. */
function requestsOf(fetches: readonly PlannedFetch[]): PlannedRequest[] {
  const groups = Map.groupBy(fetches, (fetch) => {
    const { requires, operationKind, serviceName } = fetch.node;
    return requires && operationKind === 'query' ? `${fetch.depth} ${serviceName}` : fetch;
  });
  return [...groups.values()].flatMap((group): PlannedRequest[] => {
    const same = [...Map.groupBy(group, signatureOf).values()];
    if (same.length === 1) return [{ fetches: group }];
    const queries = same.map(([fetch]) => (fetch as PlannedFetch).node.operation);
    const isShort = queries.reduce((sum, { length }) => sum + length, 0) <= maxCombinedLength;
    const combined = isShort ? combineOperations(queries) : undefined;
    return combined ? [{ fetches: group, combined }] : same.map((one) => ({ fetches: one }));
  });
}

/** What two fetches must have in common to share a list of representations. */
function signatureOf({ node }: PlannedFetch): string {
  return `${node.operation} ${JSON.stringify(node.outputRewrites ?? [])}`;
}

function prepare(node: FetchNode, query = node.operation): PreparedFetch {
  const { serviceName: subgraph, operationName, operationKind } = node;
  return { subgraph, query, operationName, isMutation: operationKind === 'mutation' };
}

function startsWith(path: ResponsePath, start: ResponsePath): boolean {
  return start.every((key, index) => path[index] === key);
}
