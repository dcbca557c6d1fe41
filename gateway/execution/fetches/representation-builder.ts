import type { FetchNode, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isPlainName, quote } from '../json-text.ts';
import type { Data } from '../response/complete-response.ts';
import { isOfType } from '../selections.ts';
import { representationOf } from './representations.ts';

/** How the representations of the entities of one type are built. */
export interface RepresentationBuilder {
  /**
   * A value that the representation follows from, together with `form`; undefined where the fetch does not apply to the
   * entity, because a required value is missing.
   */
  keyOf(entity: Data): unknown;
  /** The JSON of the representation of an entity with this key. */
  textOf(key: unknown): string;
  /** Identifies what `textOf` adds to a key. */
  form: string;
}

/** Returns the builder for a `__typename`; undefined where the value is not one. */
export type BuilderFor = (name: unknown) => RepresentationBuilder | undefined;

/**
 * Compiles the builders of a fetch, one for each type that occurs. An entity with a single key field, as most have, is
 * identified by the value of that field: its representation is written once, however often the entity occurs.
 * Representations with nested fields, or that the plan rewrites, are built by interpretation.
 */
export function compileRepresentations(node: FetchNode, supergraph: GraphQLSchema): BuilderFor {
  const interpreter = builderOfText((entity) => {
    const representation = representationOf(entity, node, supergraph);
    return representation && JSON.stringify(representation);
  });
  const byType = new Map<unknown, RepresentationBuilder>();
  return (name) => {
    const known = byType.get(name);
    if (known) return known;
    if (typeof name !== 'string') return undefined;
    const isRewritten = node.inputRewrites?.length;
    const builder = (!isRewritten && compileType(name, node.requires ?? [], supergraph)) || interpreter;
    // The supergraph has a limited number of types; a subgraph may return any name.
    if (supergraph.getType(name)) byType.set(name, builder);
    return builder;
  };
}

/** The builder for a type; undefined where it must be interpreted. */
function compileType(
  name: string,
  requires: readonly QueryPlanSelectionNode[],
  supergraph: GraphQLSchema,
): RepresentationBuilder | undefined {
  const fields = fieldsFor(name, requires, supergraph);
  const keys = new Set(fields.map(({ alias, name: field }) => alias ?? field));
  const isFlat = fields.every(({ selections }) => !selections);
  // A fetch that requires nothing of a type does not apply to it.
  if (!isFlat || !keys.delete('__typename') || ![...keys].every(isPlainName)) return undefined;
  const start = `{"__typename":${quote(name)}`;
  const [first, ...more] = keys;
  if (first === undefined) return { keyOf: () => '', textOf: () => `${start}}`, form: start };
  if (more.length > 0) return builderOfText(fieldsText(start, [...keys]));
  const prefix = `${start},${quote(first)}:`;
  return {
    keyOf: (entity) => entity[first],
    textOf: (value) => `${prefix}${typeof value === 'string' ? quote(value) : JSON.stringify(value)}}`,
    form: prefix,
  };
}

/** A builder whose keys are whole representations. */
function builderOfText(keyOf: (entity: Data) => string | undefined): RepresentationBuilder {
  return { keyOf, textOf: String, form: '' };
}

function fieldsText(start: string, keys: readonly string[]): (entity: Data) => string | undefined {
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
