import {
  type FieldNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { fieldsOf, nameOf, type Scope, scopeOf } from '../execution/selections.ts';

/** One request to a subgraph, as the plan has it. */
export interface SubgraphFetch {
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** The schema clients see; it says which types a fragment applies to. */
  schema: GraphQLSchema;
}

/** A path in the subgraph's own answer; the gateway turns it into one of the client's answer. */
export type Path = readonly (string | number)[];

/**
 * The fields that an unanswered fetch costs, each by its path in the answer that did not come: `['product']`, or
 * `['_entities', 3, 'provenance']` for the fourth of the entities asked for.
 */
export function lostFields({ query, variables, schema }: SubgraphFetch): Path[] {
  const document = parse(query, { noLocation: true });
  const operation = getOperationAST(document);
  if (!operation) return [];
  const scope = scopeOf({ document, operation, variables, schema });
  return dataFieldsOf(operation.selectionSet, undefined, scope).flatMap((field): Path[] => {
    if (field.name.value !== '_entities') return [[nameOf(field)]];
    return representationsOf(variables).flatMap((representation, index) =>
      dataFieldsOf(field.selectionSet as SelectionSetNode, representation.__typename, scope).map((inner) => [
        nameOf(field),
        index,
        nameOf(inner),
      ]),
    );
  });
}

/**
 * Gives every error of an answer the path of the fields it costs. An error that names no path, or an entity but none
 * of its fields, becomes one error for each field that is lost by it; the others stay as they are.
 */
export function withPaths(errors: readonly GraphQLFormattedError[], fetch: SubgraphFetch): GraphQLFormattedError[] {
  let lost: Path[] | undefined;
  return errors.flatMap((error) => {
    const path = error.path ?? [];
    if (path.length >= (path[0] === '_entities' ? 3 : 1)) return error;
    lost ??= lostFields(fetch);
    return lost
      .filter((field) => path.every((key, index) => key === field[index]))
      .map((field) => ({ ...error, path: field }));
  });
}

/** The entities a fetch asks for, as it names them to the subgraph. */
function representationsOf(variables: Readonly<Record<string, unknown>>): { __typename: string }[] {
  return (variables.representations ?? []) as { __typename: string }[];
}

/** The fields asked for that can be lost at all. */
function dataFieldsOf(set: SelectionSetNode, type: string | undefined, scope: Scope): FieldNode[] {
  return fieldsOf(set, type, scope).filter(({ name }) => name.value !== '__typename');
}
