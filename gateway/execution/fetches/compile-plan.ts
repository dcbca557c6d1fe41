import type { FetchNode, PlanNode, QueryPlan, ResponsePath } from '@apollo/query-planner';
import { type GraphQLSchema, parse, visit } from 'graphql';
import type { FetchRules, RulesFor } from '../../cache/rules/fetch-rules.ts';
import { nameOf } from '../selections.ts';
import type { PreparedFetch } from '../subgraph-request.ts';
import { type EntityFetch, type EntityRequest, entityRequests, type Groups, prepareFetch } from './entity-requests.ts';
import { formOf } from './fetch-form.ts';
import type { Place } from './places.ts';
import { compileRepresentations } from './representation-builder.ts';

/** A plan that is prepared for execution. */
export interface CompiledPlan {
  /** Each after the steps that it depends on. */
  steps: readonly FetchStep[];
}

/** A part of a plan that needs one request to a subgraph, or several where one would be too long. */
export type FetchStep = {
  /** The indexes of the steps that must have ended before. */
  dependencies: readonly number[];
} & (FieldStep | EntityStep);

/** Fetches fields of a root type. */
export interface FieldStep {
  kind: 'fields';
  node: FetchNode;
  prepared: PreparedFetch;
  /** How its result is cached; undefined where nothing is. */
  rules: FetchRules | undefined;
  variableNames: readonly string[];
  place: Place;
}

/** Fetches entities that the plan fetches at the same depth from the same subgraph. */
export interface EntityStep {
  kind: 'entities';
  fetches: readonly EntityFetch[];
  /** The groups by the names of variables; undefined where they depend on values. */
  groups: Groups | undefined;
  requestsFor(groups: Groups): readonly EntityRequest[];
}

/**
 * Prepares a plan. Fetches of entities that the plan makes at the same depth from the same subgraph become one request:
 * those with the same operation share one list of representations, the others have a field each. `rulesFor`: how its
 * fetches are cached. No fetch of a plan with a mutation is.
 */
export function compilePlan(plan: QueryPlan, supergraph: GraphQLSchema, rulesFor?: RulesFor): CompiledPlan {
  const fetches = fetchesOf(plan);
  const isCached = fetches.every(({ node }) => node.operationKind === 'query');
  const steps = stepsOf(fetches);
  const stepOf = new Map(steps.flatMap((members, index) => members.map((fetch) => [fetch, index] as const)));
  return {
    steps: steps.map((members) => {
      const [{ node, path }] = members as [PlannedFetch];
      const dependencies = new Set(members.flatMap(({ after }) => after.map((one) => stepOf.get(one) as number)));
      const step = node.requires ? entityStep(members) : fieldStep(node, path);
      return { ...step, dependencies: [...dependencies] };
    }),
  };

  function fieldStep(node: FetchNode, path: ResponsePath): FieldStep {
    const variableNames = node.variableUsages ?? [];
    const rules = isCached ? rulesFor?.(node) : undefined;
    const prepared = prepareFetch(node, rules?.query);
    return { kind: 'fields', node, prepared, rules, variableNames, place: placeAt(path) };
  }

  function entityStep(members: readonly PlannedFetch[]): EntityStep {
    const entityFetches = members.map((fetch): EntityFetch => {
      const rules = isCached ? rulesFor?.(fetch.node) : undefined;
      return {
        node: fetch.node,
        query: rules?.query ?? fetch.node.operation,
        rules,
        place: placeAt(fetch.path),
        builderFor: compileRepresentations(fetch.node, supergraph),
        isExtended: fetches.some((other) => extendsObjects(other, fetch)),
        ...formOf(fetch.node),
      };
    });
    const forms = new Set(entityFetches.map(({ form }) => form));
    const byNames = groupsBy(entityFetches, ({ form, variableNames }) => `${form} ${variableNames.join()}`);
    return {
      kind: 'entities',
      fetches: entityFetches,
      groups: new Set(byNames).size === forms.size ? byNames : undefined,
      requestsFor: entityRequests(entityFetches),
    };
  }

  /** Entities that are fetched once for several places in the response share the objects in them. */
  function placeAt(path: ResponsePath): Place {
    const isShared = path.map((_, index) =>
      fetches.some((other) => other.node.requires && other.path.length === index && startsWith(path, other.path)),
    );
    return { path, isShared };
  }
}

/** Groups fetches that have the same key. */
export function groupsBy(fetches: readonly EntityFetch[], keyOf: (fetch: EntityFetch) => string): Groups {
  const known = new Map<string, number>();
  return fetches.map((fetch) => {
    const key = keyOf(fetch);
    const group = known.get(key) ?? known.size;
    known.set(key, group);
    return group;
  });
}

/** A fetch of a plan. */
interface PlannedFetch {
  node: FetchNode;
  path: ResponsePath;
  /** The fetches that must have ended before. */
  after: readonly PlannedFetch[];
  /** These, and all that must have ended before them. */
  before: ReadonlySet<PlannedFetch>;
  /** The names of its fields that return objects. */
  objectNames: ReadonlySet<string>;
  /** The number of fetches before it, on the longest way. */
  depth: number;
}

/** The fetches in the order of their depth. Throws for a kind of node that plans in normal form do not contain. */
function fetchesOf({ node: root }: QueryPlan): PlannedFetch[] {
  const fetches: PlannedFetch[] = [];
  if (root) add(root, [], []);
  return fetches.sort((one, other) => one.depth - other.depth);

  /** Returns the fetches that the next node of a sequence must wait for. */
  function add(
    node: PlanNode | NonNullable<QueryPlan['node']>,
    path: ResponsePath,
    after: readonly PlannedFetch[],
  ): readonly PlannedFetch[] {
    switch (node.kind) {
      case 'Sequence':
        return node.nodes.reduce((last, step) => add(step, path, last), after);
      case 'Parallel':
        return [...new Set(node.nodes.flatMap((step) => add(step, path, after)))];
      case 'Flatten':
        return add(node.node, [...path, ...node.path], after);
      case 'Fetch': {
        const depth = Math.max(-1, ...after.map(({ depth }) => depth)) + 1;
        const before = new Set(after.flatMap((one) => [one, ...one.before]));
        const fetch = { node, path, after, before, depth, objectNames: objectNamesOf(node) };
        fetches.push(fetch);
        return [fetch];
      }
      default:
        throw new Error(`The plan contains a ${node.kind} node, which is not supported.`);
    }
  }
}

/** The fetches of each step, in the order of their depth. */
function stepsOf(fetches: readonly PlannedFetch[]): PlannedFetch[][] {
  const groups = Map.groupBy(fetches, (fetch) => {
    const { requires, operationKind, serviceName } = fetch.node;
    return requires && operationKind === 'query' ? `${fetch.depth} ${serviceName}` : fetch;
  });
  return [...groups.values()];
}

/** Whether a fetch may write to objects below the entities of another one after these were merged. */
function extendsObjects(other: PlannedFetch, fetch: PlannedFetch): boolean {
  if (other === fetch || fetch.before.has(other)) return false;
  if (other.path.length < fetch.path.length) return startsWith(fetch.path, other.path);
  if (!startsWith(other.path, fetch.path)) return false;
  return other.path.length > fetch.path.length || [...other.objectNames].some((name) => fetch.objectNames.has(name));
}

/** The names of the fields that return objects, in the data of a fetch or in its entities. */
function objectNamesOf({ operation }: FetchNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(operation, { noLocation: true }), {
    Field(field) {
      if (field.name.value === '_entities') return undefined;
      if (field.selectionSet) names.add(nameOf(field));
      return false;
    },
  });
  return names;
}

function startsWith(path: ResponsePath, start: ResponsePath): boolean {
  return start.every((key, index) => path[index] === key);
}
