import type { FetchNode, PlanNode, QueryPlan, ResponsePath } from '@apollo/query-planner';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Data } from './complete-response.ts';
import type { Path } from './deduplicate-errors.ts';
import { isObject, mergeInto } from './merge.ts';
import { clientPath, type FieldNames } from './normal-form/field-names.ts';
import { representationOf, rewrite } from './representations.ts';
import type { PreparedFetch, SendToSubgraph, SubgraphRequest } from './subgraph-request.ts';

/** The merged results of the fetches of a plan. */
export interface FetchedData {
  /** By planned names: see `FieldNames`. */
  data: Data;
  /** With paths in the client's response. */
  errors: GraphQLError[];
  /** The entities in `data` that a subgraph did not find by their keys. */
  missingEntities: Set<unknown>;
}

interface PlanExecution {
  plan: QueryPlan;
  /** The variables of the plan. */
  variables: Readonly<Data>;
  /** The names of the client's fields in the plan. */
  names: FieldNames;
  /** The full schema, with `@inaccessible` elements. */
  supergraph: GraphQLSchema;
  send: SendToSubgraph;
}

/** Executes the fetches of a plan and merges their data. A failed fetch loses its own fields only. */
export async function executePlan({ plan, variables, names, supergraph, send }: PlanExecution): Promise<FetchedData> {
  const data: Data = {};
  const errors: GraphQLError[] = [];
  const missingEntities = new Set<unknown>();
  if (plan.node) await run(plan.node, { objects: [data], path: [] });
  return { data, errors, missingEntities };

  async function run(node: PlanNode | NonNullable<QueryPlan['node']>, place: Place): Promise<void> {
    switch (node.kind) {
      case 'Sequence':
        for (const step of node.nodes) await run(step, place);
        return;
      case 'Parallel':
        await Promise.all(node.nodes.map((step) => run(step, place)));
        return;
      case 'Flatten': {
        const objects = place.objects.flatMap((object) => [...objectsAt(object, node.path)]);
        if (objects.length > 0) await run(node.node, { objects, path: [...place.path, ...node.path] });
        return;
      }
      case 'Fetch':
        return node.requires ? fetchEntities(node, place) : fetchFields(node, place);
      default:
        throw new Error(`The plan contains a ${node.kind} node, which is not supported.`);
    }
  }

  async function fetchFields(node: FetchNode, place: Place): Promise<void> {
    const received = await send(requestOf(node));
    rewrite(received.data, node.outputRewrites, supergraph);
    for (const error of received.errors ?? []) {
      for (const at of pathsOf(place)) report(error, [...at, ...(error.path ?? [])], node);
    }
    for (const object of place.objects) if (received.data) mergeInto(object, received.data);
  }

  async function fetchEntities(node: FetchNode, place: Place): Promise<void> {
    const requested = place.objects.flatMap((entity) => {
      const representation = representationOf(entity, node, supergraph);
      return representation ? [{ entity, representation }] : [];
    });
    if (requested.length === 0) return;
    const received = await send(
      requestOf(
        node,
        requested.map(({ representation }) => representation),
      ),
    );
    const paths = received.errors && pathsByObject(place);
    for (const error of received.errors ?? []) {
      const [, index, ...rest] = error.path ?? [];
      const at = paths?.get(requested[Number(index)]?.entity);
      report(error, at && [...at, ...rest], node);
    }
    const entities = received.data?._entities;
    if (!Array.isArray(entities) || entities.length !== requested.length) return;
    for (const [index, { entity }] of requested.entries()) {
      const fetched: unknown = entities[index];
      if (!isObject(fetched)) {
        missingEntities.add(entity);
        continue;
      }
      rewrite(fetched, node.outputRewrites, supergraph);
      mergeInto(entity, fetched);
    }
  }

  function requestOf(node: FetchNode, representations?: readonly Data[]): SubgraphRequest {
    const usedNames = (node.variableUsages ?? []).filter((name) => Object.hasOwn(variables, name));
    const values = Object.fromEntries(usedNames.map((name) => [name, variables[name]]));
    return {
      fetch: preparedOf(node),
      variables: JSON.stringify(representations ? { ...values, representations } : values),
      entityCount: representations?.length,
    };
  }

  /** The paths of all objects of a place. Computed only for errors. */
  function pathsOf(place: Place): Path[] {
    return [...pathsByObject(place).values()];
  }

  function pathsByObject({ path }: Place): Map<unknown, Path> {
    return new Map(locate(data, path, []));
  }

  function report({ message, extensions }: GraphQLFormattedError, path: Path | undefined, node: FetchNode): void {
    const renamed = path?.map((key) => renamesOf(node).get(key) ?? key);
    errors.push(new GraphQLError(message, { path: renamed && clientPath(renamed, names), extensions }));
  }
}

/** The objects that a node of the plan applies to. */
interface Place {
  objects: readonly Data[];
  /** The path from the root; `@` means every item of a list. */
  path: ResponsePath;
}

function* objectsAt(value: unknown, path: ResponsePath): Generator<Data> {
  for (const [object] of locate(value, path, [])) yield object;
}

/** The objects at a path of the plan, each with its concrete path. Missing objects are skipped. */
function* locate(value: unknown, path: ResponsePath, at: Path): Generator<[Data, Path]> {
  if (!isObject(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) {
    if (!Array.isArray(value)) yield [value, at];
  } else if (first !== '@') {
    if (Object.hasOwn(value, first)) yield* locate(value[first], rest, [...at, first]);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* locate(item, rest, [...at, index]);
  }
}

/** Maps planner aliases to field names. The planner adds aliases where fields of the same name have different types. */
function renamesOf({ outputRewrites = [] }: FetchNode): Map<string | number, string> {
  return new Map(
    outputRewrites.flatMap((step) =>
      step.kind === 'KeyRenamer' ? [[step.path.at(-1) as string, step.renameKeyTo]] : [],
    ),
  );
}

const prepared = new WeakMap<FetchNode, PreparedFetch>();

function preparedOf(node: FetchNode): PreparedFetch {
  const known = prepared.get(node);
  if (known) return known;
  const { serviceName: subgraph, operation: query, operationName, operationKind } = node;
  const fetch = { subgraph, query, operationName, isMutation: operationKind === 'mutation' };
  prepared.set(node, fetch);
  return fetch;
}
