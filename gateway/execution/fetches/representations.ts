import type { FetchDataRewrite, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { Data } from '../response/complete-response.ts';
import { isOfType } from '../selections.ts';
import { isObject, mergeInto } from './merge.ts';

/**
 * The representation of an entity for a fetch: its type, its key, and the fields that the subgraph requires. Undefined
 * where the fetch does not apply to this type, or a required value is missing.
 */
export function representationOf(
  entity: Data,
  { requires = [], inputRewrites }: FetchNode,
  supergraph: GraphQLSchema,
): Data | undefined {
  const representation = select(entity, requires, supergraph);
  if (!representation?.__typename) return undefined;
  rewrite(representation, inputRewrites, supergraph);
  return representation;
}

/** Applies the rewrites of a plan to data that is sent to a subgraph or received from it. */
export function rewrite(
  data: unknown,
  rewrites: readonly FetchDataRewrite[] | undefined,
  supergraph: GraphQLSchema,
): void {
  for (const step of rewrites ?? []) {
    const name = step.path.at(-1) as string;
    for (const object of objectsAt(data, step.path.slice(0, -1), supergraph)) {
      if (step.kind === 'ValueSetter') object[name] = step.setValueTo;
      else if (object[name] !== undefined) {
        object[step.renameKeyTo] = object[name];
        delete object[name];
      }
    }
  }
}

function select(
  source: Data,
  selections: readonly QueryPlanSelectionNode[],
  supergraph: GraphQLSchema,
): Data | undefined {
  const selected: Data = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const name = selection.alias ?? selection.name;
      const value = Object.hasOwn(source, name)
        ? selectValue(source[name], selection.selections, supergraph)
        : undefined;
      if (value === undefined) return undefined;
      selected[name] = value;
    } else if (
      selection.typeCondition === undefined ||
      isOfType(String(source.__typename), selection.typeCondition, supergraph)
    ) {
      const inner = select(source, selection.selections, supergraph);
      if (!inner) return undefined;
      mergeInto(selected, inner);
    }
  }
  return selected;
}

/** Undefined where a selected field is missing. */
function selectValue(
  value: unknown,
  selections: QueryPlanSelectionNode[] | undefined,
  supergraph: GraphQLSchema,
): unknown {
  if (!selections || !isObject(value)) return value;
  if (!Array.isArray(value)) return select(value, selections, supergraph);
  const items = value.map((item) => selectValue(item, selections, supergraph));
  return items.includes(undefined) ? undefined : items;
}

function* objectsAt(data: unknown, path: readonly string[], supergraph: GraphQLSchema): Generator<Data> {
  if (Array.isArray(data)) {
    for (const item of data) yield* objectsAt(item, path, supergraph);
    return;
  }
  if (!isObject(data)) return;
  const [first, ...rest] = path;
  if (first === undefined) yield data;
  else if (!first.startsWith(condition)) yield* objectsAt(data[first], rest, supergraph);
  // An object without `__typename` has the only possible type of its place.
  else if (
    data.__typename === undefined ||
    isOfType(String(data.__typename), first.slice(condition.length), supergraph)
  ) {
    yield* objectsAt(data, rest, supergraph);
  }
}

const condition = '... on ';
