import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Data } from '../complete-response.ts';
import type { Path } from '../deduplicate-errors.ts';
import { clientPath, type FieldNames } from '../normal-form/field-names.ts';
import type { SendToSubgraph, SubgraphResult } from '../subgraph-request.ts';
import type { CompiledPlan, EntityPart, EntityPlace, FetchStep } from './compile-plan.ts';
import { copyOf, isObject, mergeInto } from './merge.ts';
import { locate, objectsAt } from './places.ts';
import { rewrite } from './representations.ts';

/** The merged results of the fetches of a plan. */
export interface FetchedData {
  /** By planned names: see `FieldNames`. An entity may be the same object at several places. */
  data: Data;
  /** With paths in the client's response. */
  errors: GraphQLError[];
  /** The entities in `data` that a subgraph did not find by their keys. */
  missingEntities: Set<unknown>;
}

interface PlanExecution {
  plan: CompiledPlan;
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
  const ends: Promise<void>[] = [];
  for (const step of plan.steps) ends.push(after(step));
  if (ends.length === 1) await ends[0];
  else await Promise.all(ends);
  return { data, errors, missingEntities };

  async function after(step: FetchStep): Promise<void> {
    const { dependencies } = step;
    if (dependencies.length === 1) await ends[dependencies[0] as number];
    else if (dependencies.length > 1) await Promise.all(dependencies.map((index) => ends[index]));
    return step.kind === 'entities' ? fetchEntities(step, step.parts) : fetchFields(step);
  }

  async function fetchFields(step: FetchStep & { kind: 'fields' }): Promise<void> {
    const { prepared, node, place } = step;
    const objects = objectsAt(data, place);
    if (objects.length === 0) return;
    const received = await send({ fetch: prepared, variables: `{${variablesOf(step)}}` });
    rewrite(received.data, node.outputRewrites, supergraph);
    for (const error of received.errors ?? []) {
      for (const [, at] of locate(data, place.path)) report(error, [...at, ...(error.path ?? [])], node);
    }
    for (const object of objects) if (received.data) mergeInto(object, received.data);
  }

  async function fetchEntities(step: FetchStep, parts: readonly EntityPart[]): Promise<void> {
    const requests = parts.map((part) => requestFor(part, data));
    if (requests.every(({ count }) => count === 0)) return;
    let text = variablesOf(step);
    for (const { part, representations } of requests) {
      text += `${text && ','}"${part.variable}":[${representations}]`;
    }
    const received = await send({
      fetch: step.prepared,
      variables: `{${text}}`,
      entities: requests.map(({ part, count }) => ({ key: part.key, count })),
    });
    for (const request of requests) merge(request, received);
    for (const error of received.errors ?? []) reportEntityError(error, requests);
  }

  function merge({ part, count, targets }: PartRequest, received: SubgraphResult): void {
    const entities: unknown = received.data?.[part.key];
    if (!Array.isArray(entities) || entities.length !== count) return;
    if (part.node.outputRewrites) for (const entity of entities) rewrite(entity, part.node.outputRewrites, supergraph);
    for (const [place, { objects, indexes }] of targets) {
      // Objects that later steps extend must not be shared with another place, where names have other meanings.
      const isCopied = place.isExtended && place !== part.places[0];
      for (let index = 0; index < objects.length; index += 1) {
        const target = objects[index] as Data;
        const entity: unknown = entities[indexes[index] as number];
        if (isObject(entity)) mergeInto(target, isCopied ? (copyOf(entity) as Data) : entity);
        else missingEntities.add(target);
      }
    }
  }

  /** The JSON of the variables that a step uses, without braces. */
  function variablesOf({ variableNames }: FetchStep): string {
    let text = '';
    for (const name of variableNames) {
      if (Object.hasOwn(variables, name)) text += `${text && ','}"${name}":${JSON.stringify(variables[name])}`;
    }
    return text;
  }

  /** Reports the error at every place of its entity. */
  function reportEntityError(error: GraphQLFormattedError, requests: readonly PartRequest[]): void {
    const [key, index, ...rest] = error.path ?? [];
    const request = requests.find(({ part }) => part.key === key);
    const { node } = (request ?? (requests[0] as PartRequest)).part;
    const paths = request ? pathsOf(request, Number(index)) : [];
    if (paths.length === 0) report(error, undefined, node);
    for (const path of paths) report(error, [...path, ...rest], node);
  }

  function pathsOf({ targets }: PartRequest, index: number): Path[] {
    return [...targets].flatMap(([{ path }, { objects, indexes }]) => {
      const affected = new Set(objects.filter((_, at) => indexes[at] === index));
      return [...locate(data, path)].flatMap(([object, at]) => (affected.has(object) ? [at] : []));
    });
  }

  function report({ message, extensions }: GraphQLFormattedError, path: Path | undefined, node: FetchNode): void {
    const renamed = path?.map((key) => renamesOf(node).get(key) ?? key);
    errors.push(new GraphQLError(message, { path: renamed && clientPath(renamed, names), extensions }));
  }
}

/** The entities that one `_entities` field requests. */
interface PartRequest {
  part: EntityPart;
  /** The JSON of the representations, without brackets. Each entity is requested once. */
  representations: string;
  count: number;
  targets: Map<EntityPlace, Targets>;
}

/** The objects of one place that an entity is merged into, each with the index of its representation. */
interface Targets {
  objects: Data[];
  indexes: number[];
}

function requestFor(part: EntityPart, data: Data): PartRequest {
  const indexesByForm = new Map<string, Map<unknown, number>>();
  const targets = new Map<EntityPlace, Targets>();
  let text = '';
  let count = 0;
  for (const place of part.places) {
    const objects: Data[] = [];
    const indexes: number[] = [];
    for (const object of objectsAt(data, place)) {
      const builder = place.builderFor(object.__typename);
      const key = builder?.keyOf(object);
      if (!builder || key === undefined) continue;
      let known = indexesByForm.get(builder.form);
      if (!known) {
        known = new Map();
        indexesByForm.set(builder.form, known);
      }
      let index = known.get(key);
      if (index === undefined) {
        index = count;
        known.set(key, index);
        text += `${count === 0 ? '' : ','}${builder.textOf(key)}`;
        count += 1;
      }
      objects.push(object);
      indexes.push(index);
    }
    targets.set(place, { objects, indexes });
  }
  return { part, representations: text, count, targets };
}

/** Maps planner aliases to field names. The planner adds aliases where fields of the same name have different types. */
function renamesOf({ outputRewrites = [] }: FetchNode): Map<string | number, string> {
  return new Map(
    outputRewrites.flatMap((step) =>
      step.kind === 'KeyRenamer' ? [[step.path.at(-1) as string, step.renameKeyTo]] : [],
    ),
  );
}
