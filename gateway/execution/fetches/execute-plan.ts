import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Cache } from '../../cache/cache.ts';
import { fetchUnits, type UnitContext } from '../../cache/units/fetch-units.ts';
import type { UnitPart } from '../../cache/units/unit.ts';
import { clientPath, clientPlace, type FieldNames } from '../normal-form/field-names.ts';
import type { Data } from '../response/complete-response.ts';
import type { Path } from '../response/deduplicate-errors.ts';
import type { PreparedFetch, SendToSubgraph, SubgraphResult } from '../subgraph-request.ts';
import { type CollectedEntities, collectEntities } from './collect-entities.ts';
import { type CompiledPlan, type FetchStep, type FieldStep, groupsBy } from './compile-plan.ts';
import type { EntityFetch, EntityRequest } from './entity-requests.ts';
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
  /** The cache for the results of fetches, and the request that uses it; undefined where nothing is cached. */
  caching?: Caching | undefined;
}

/** A cache, and the request that uses it. */
export interface Caching {
  cache: Cache;
  context: UnitContext;
}

/** Executes the fetches of a plan and merges their data. A failed fetch loses its own fields only. */
export async function executePlan(execution: PlanExecution): Promise<FetchedData> {
  const { plan, variables, names, supergraph, send, caching } = execution;
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
    if (step.kind === 'fields') return fetchFields(step);
    const requests = step.requestsFor(step.groups ?? groupsBy(step.fetches, keyOf));
    const [first] = requests;
    if (first && requests.length === 1) return fetchEntities(first);
    await Promise.all(requests.map(fetchEntities));
  }

  /** A key of the fetches with the same operation and the same values of its variables. */
  function keyOf({ form, variableNames }: EntityFetch): string {
    return `${form} ${variableNames.map((name) => JSON.stringify(variables[name])).join()}`;
  }

  async function fetchFields({ prepared, variableNames, node, place, rules }: FieldStep): Promise<void> {
    const objects = objectsAt(data, place);
    if (objects.length === 0) return;
    const text = textOf(variableNames);
    const received =
      caching && rules
        ? await fetchCached(prepared, text, [
            { rules, entities: undefined, path: () => clientPlace(place.path, names) },
          ])
        : await send({ fetch: prepared, variables: `{${text}}` });
    rewrite(received.data, node.outputRewrites, supergraph);
    for (const error of received.errors ?? []) {
      for (const [, at] of locate(data, place.path)) report(error, [...at, ...(error.path ?? [])], node);
    }
    for (const object of objects) if (received.data) mergeInto(object, received.data);
  }

  async function fetchEntities({ prepared, variableNames, fields }: EntityRequest): Promise<void> {
    const collected = fields.map((field) => collectEntities(field, data));
    if (collected.every(({ representations }) => representations.length === 0)) return;
    const parts = caching && partsOf(collected);
    const received = parts
      ? await fetchCached(prepared, textOf(variableNames), parts)
      : await sendUncached(prepared, textOf(variableNames), collected);
    for (const entities of collected) merge(entities, received);
    if (received.errors) reportEntityErrors(received.errors, collected);
  }

  async function sendUncached(
    prepared: PreparedFetch,
    variableText: string,
    collected: readonly CollectedEntities[],
  ): Promise<SubgraphResult> {
    let text = variableText;
    for (const { field, representations } of collected) {
      text += `${text && ','}"${field.variable}":[${representations.join()}]`;
    }
    return send({
      fetch: prepared,
      variables: `{${text}}`,
      entities: collected.map(({ field, representations }) => ({ key: field.key, count: representations.length })),
    });
  }

  async function fetchCached(
    prepared: PreparedFetch,
    variableText: string,
    parts: readonly UnitPart[],
  ): Promise<SubgraphResult> {
    return fetchUnits({ prepared, variables: variableText, parts }, { ...(caching as Caching), send, variables });
  }

  /** The parts of a request that may be cached; undefined where the plan has no rules for them. */
  function partsOf(collected: readonly CollectedEntities[]): UnitPart[] | undefined {
    const parts = collected.flatMap(({ field, representations }): UnitPart[] => {
      const { rules, key, variable, fetches } = field;
      const entities = { key, variable, representations };
      return rules ? [{ rules, entities, path: () => clientPlace(fetches[0]?.place.path ?? [], names) }] : [];
    });
    return parts.length === collected.length ? parts : undefined;
  }

  function merge({ field, representations, targets }: CollectedEntities, received: SubgraphResult): void {
    const entities: unknown = received.data?.[field.key];
    if (!Array.isArray(entities) || entities.length !== representations.length) return;
    const { outputRewrites } = field.node;
    if (outputRewrites) for (const entity of entities) rewrite(entity, outputRewrites, supergraph);
    for (const [fetch, { objects, indexes }] of targets) {
      // Objects that other fetches extend must not be shared with another place, where names have other meanings.
      const isCopied = fetch.isExtended && fetch !== field.fetches[0];
      for (let index = 0; index < objects.length; index += 1) {
        const target = objects[index] as Data;
        const entity: unknown = entities[indexes[index] as number];
        if (isObject(entity)) mergeInto(target, isCopied ? (copyOf(entity) as Data) : entity);
        // One that failed is undefined, and has errors.
        else if (entity !== undefined) missingEntities.add(target);
      }
    }
  }

  /** The JSON of variables, without braces. */
  function textOf(names: readonly string[]): string {
    let text = '';
    for (const name of names) {
      if (Object.hasOwn(variables, name)) text += `${text && ','}"${name}":${JSON.stringify(variables[name])}`;
    }
    return text;
  }

  /** Reports each error at every place of its entity. */
  function reportEntityErrors(errors: readonly GraphQLFormattedError[], collected: readonly CollectedEntities[]): void {
    const byKey = new Map(collected.map((entities) => [entities.field.key, { entities, places: placesIn(entities) }]));
    for (const error of errors) {
      const [key, index, ...rest] = error.path ?? [];
      const found = byKey.get(String(key));
      const { node } = (found?.entities ?? (collected[0] as CollectedEntities)).field;
      const paths = found?.places.get(Number(index)) ?? [];
      if (paths.length === 0) report(error, undefined, node);
      for (const path of paths) report(error, [...path, ...rest], node);
    }
  }

  /** The paths of the requested entities, by the index of the representation. */
  function placesIn({ targets }: CollectedEntities): Map<number | undefined, Path[]> {
    const located = [...targets].flatMap(([{ place }, { objects, indexes }]) => {
      const indexOf = new Map(objects.map((object, at) => [object, indexes[at]]));
      return [...locate(data, place.path)].map(([object, path]) => ({ index: indexOf.get(object), path }));
    });
    const byIndex = Map.groupBy(located, ({ index }) => index);
    return new Map([...byIndex].map(([index, places]) => [index, places.map(({ path }) => path)]));
  }

  function report({ message, extensions }: GraphQLFormattedError, path: Path | undefined, node: FetchNode): void {
    const renames = renamesOf(node);
    const renamed = path?.map((key) => renames.get(key) ?? key);
    errors.push(new GraphQLError(message, { path: renamed && clientPath(renamed, names), extensions }));
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
