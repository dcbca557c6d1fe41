import type { FetchNode, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { Data } from '../complete-response.ts';
import { isPlainName, quote } from '../json-text.ts';
import { representationOf } from './representations.ts';
import { isOfType } from './types.ts';

/**
 * Builds the JSON text of the representation of an entity. Undefined where the fetch does not apply to its type, or a
 * required value is missing.
 */
export type BuildRepresentation = (entity: Data) => string | undefined;

/**
 * Compiles the builder of a fetch: one function for each type that occurs. Representations with nested fields, or that
 * the plan rewrites, are built by interpretation.
 */
export function compileRepresentation(node: FetchNode, supergraph: GraphQLSchema): BuildRepresentation {
  const interpret: BuildRepresentation = (entity) => {
    const representation = representationOf(entity, node, supergraph);
    return representation && JSON.stringify(representation);
  };
  if (node.inputRewrites?.length) return interpret;
  const byType = new Map<string, BuildRepresentation>();
  return (entity) => {
    const name = entity.__typename;
    if (typeof name !== 'string') return undefined;
    let build = byType.get(name);
    if (!build) {
      // The supergraph has a limited number of types; a subgraph may return any name.
      build = compileType(name, node.requires ?? [], supergraph) ?? interpret;
      if (supergraph.getType(name)) byType.set(name, build);
    }
    return build(entity);
  };
}

/** The builder for a type; undefined where it must be interpreted. */
function compileType(
  name: string,
  requires: readonly QueryPlanSelectionNode[],
  supergraph: GraphQLSchema,
): BuildRepresentation | undefined {
  const fields = fieldsFor(name, requires, supergraph);
  const keys = [...new Set(fields.map(({ alias, name: field }) => alias ?? field))];
  const isFlat = fields.every(({ selections }) => !selections);
  if (!isFlat || !keys.includes('__typename') || !keys.every(isPlainName)) return undefined;
  const start = `{"__typename":${quote(name)}`;
  const [first, second, ...more] = keys.filter((key) => key !== '__typename');
  if (first === undefined) return () => `${start}}`;
  if (second !== undefined) return manyFields(start, [first, second, ...more]);
  const prefix = `${start},${quote(first)}:`;
  return (entity) => {
    const value = entity[first];
    if (typeof value === 'string') return `${prefix}${quote(value)}}`;
    return value === undefined ? undefined : `${prefix}${JSON.stringify(value)}}`;
  };
}

function manyFields(start: string, keys: readonly string[]): BuildRepresentation {
  const prefixes = keys.map((key) => `,${quote(key)}:`);
  return (entity) => {
    let text = start;
    for (let index = 0; index < keys.length; index += 1) {
      const value = entity[keys[index] as string];
      if (value === undefined) return undefined;
      text += (prefixes[index] as string) + (typeof value === 'string' ? quote(value) : JSON.stringify(value));
    }
    return `${text}}`;
  };
}

/** The fields that are required of an object of this type. */
function fieldsFor(
  type: string,
  selections: readonly QueryPlanSelectionNode[],
  supergraph: GraphQLSchema,
): QueryPlanFieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'Field') return [selection];
    const { typeCondition } = selection;
    const applies = typeCondition === undefined || isOfType(type, typeCondition, supergraph);
    return applies ? fieldsFor(type, selection.selections, supergraph) : [];
  });
}
