import type { FetchNode, PlanNode, QueryPlan, ResponsePath } from '@apollo/query-planner';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Data } from './answer.ts';
import type { Path } from './losses.ts';
import { isObject, mergeInto } from './merge.ts';
import { clientPath, type Names } from './normal-form/names.ts';
import { representationOf, rewrite } from './representations.ts';

/** One request to a subgraph, as the plan has it. */
export interface Call {
  query: string;
  variables: Data;
  operationName?: string | undefined;
}

/** What a subgraph answered. */
export interface Answer {
  data?: Data | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Asks the subgraph of this name. */
export type AskSubgraph = (name: string, call: Call) => Promise<Answer>;

/** What the fetches of a plan returned. */
export interface Fetched {
  /** Under raw names. */
  data: Data;
  /** By paths in the client's names. */
  errors: GraphQLError[];
  /** Objects of `data` that a subgraph was asked for by their keys and did not know. */
  gone: Set<unknown>;
}

interface Fetching {
  plan: QueryPlan;
  /** Of the plan. */
  variables: Readonly<Data>;
  /** Under which the plan fetches what the client asked for. */
  names: Names;
  /** With what is `@inaccessible`. */
  supergraph: GraphQLSchema;
  ask: AskSubgraph;
}

/** Executes the fetches of a plan and merges their data. A fetch that fails costs its own fields and no others. */
export async function fetchAll({ plan, variables, names, supergraph, ask }: Fetching): Promise<Fetched> {
  const data: Data = {};
  const errors: GraphQLError[] = [];
  const gone = new Set<unknown>();
  if (plan.node) await run(plan.node, { objects: [data], path: [] });
  return { data, errors, gone };

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
        throw new Error(`The plan has a ${node.kind}, which cannot be executed.`);
    }
  }

  async function fetchFields(node: FetchNode, place: Place): Promise<void> {
    const received = await ask(node.serviceName, callOf(node));
    rewrite(received.data, node.outputRewrites, supergraph);
    for (const error of received.errors ?? []) {
      for (const at of pathsOf(place)) report(error, [...at, ...(error.path ?? [])], node);
    }
    for (const object of place.objects) if (received.data) mergeInto(object, received.data);
  }

  async function fetchEntities(node: FetchNode, place: Place): Promise<void> {
    const asked = place.objects.flatMap((entity) => {
      const representation = representationOf(entity, node, supergraph);
      return representation ? [{ entity, representation }] : [];
    });
    if (asked.length === 0) return;
    const call = callOf(node);
    call.variables.representations = asked.map(({ representation }) => representation);
    const received = await ask(node.serviceName, call);
    const paths = received.errors && pathsByObject(place);
    for (const error of received.errors ?? []) {
      const [, index, ...rest] = error.path ?? [];
      const at = paths?.get(asked[Number(index)]?.entity);
      report(error, at && [...at, ...rest], node);
    }
    const entities = received.data?._entities;
    if (!Array.isArray(entities) || entities.length !== asked.length) return;
    for (const [index, { entity }] of asked.entries()) {
      const found: unknown = entities[index];
      if (!isObject(found)) {
        gone.add(entity);
        continue;
      }
      rewrite(found, node.outputRewrites, supergraph);
      mergeInto(entity, found);
    }
  }

  function callOf({ operation, operationName, variableUsages = [] }: FetchNode): Call {
    const given = variableUsages.filter((name) => Object.hasOwn(variables, name));
    return {
      query: operation,
      operationName,
      variables: Object.fromEntries(given.map((name) => [name, variables[name]])),
    };
  }

  /** The paths of all objects of a place. Computed for errors only. */
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

/** Where a step of the plan stands. */
interface Place {
  objects: readonly Data[];
  /** From the root; `@` is every item of a list. */
  path: ResponsePath;
}

function* objectsAt(value: unknown, path: ResponsePath): Generator<Data> {
  for (const [object] of locate(value, path, [])) yield object;
}

/** The objects at a path of the plan, each with its own path. Missing objects are skipped. */
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

/** The planner renames fields in a fetch whose types differ between the types of a selection. */
function renamesOf({ outputRewrites = [] }: FetchNode): Map<string | number, string> {
  return new Map(
    outputRewrites.flatMap((step) =>
      step.kind === 'KeyRenamer' ? [[step.path.at(-1) as string, step.renameKeyTo]] : [],
    ),
  );
}
