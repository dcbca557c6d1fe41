import {
  type DocumentNode,
  type FieldNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { isTagAlias } from '../cache/rules/tag-format.ts';
import { fieldsOf, nameOf, type Scope, scopeOf } from '../execution/selections.ts';
import type { PreparedFetch, SubgraphRequest } from '../execution/subgraph-request.ts';

/** A request to a subgraph whose result has errors. */
export interface FailedRequest {
  request: SubgraphRequest;
  /** The API schema: it determines the types that a fragment applies to. */
  schema: GraphQLSchema;
}

/** A path in the subgraph's response. The gateway converts it to a path in the client's response. */
export type Path = readonly (string | number)[];

/**
 * The fields that are lost when a fetch fails, each by its path in the expected response: `['product']`, or
 * `['_entities', 3, 'provenance']` for the fourth of the requested entities.
 */
export function lostFields({ request, schema }: FailedRequest): Path[] {
  const document = parsed(request.fetch);
  const variables = JSON.parse(request.variables) as Record<string, unknown>;
  const operation = getOperationAST(document);
  if (!operation) return [];
  const scope = scopeOf({ document, operation, variables, schema });
  return dataFieldsOf(operation.selectionSet, undefined, scope).flatMap((field): Path[] => {
    if (field.name.value !== '_entities') return [[nameOf(field)]];
    return representationsOf(field, variables).flatMap((representation, index) =>
      dataFieldsOf(field.selectionSet as SelectionSetNode, representation.__typename, scope).map((inner) => [
        nameOf(field),
        index,
        nameOf(inner),
      ]),
    );
  });
}

/**
 * Adds to each error the path of the field that is lost. An error without a path, or with the path of an entity,
 * becomes one error for each field that is lost by it; the others are unchanged.
 */
export function withPaths(errors: readonly GraphQLFormattedError[], failed: FailedRequest): GraphQLFormattedError[] {
  const { entities = [] } = failed.request;
  const isEntity = ([key]: Path) => entities.some((field) => field.key === key);
  let lost: Path[] | undefined;
  return errors.flatMap((error) => {
    const path = error.path ?? [];
    if (path.length >= (isEntity(path) ? 3 : 1)) return error;
    lost ??= lostFields(failed);
    return lost
      .filter((field) => path.every((key, index) => key === field[index]))
      .map((field) => ({ ...error, path: field }));
  });
}

/** The parsed documents of fetches that had errors: one that fails once may fail in every request. */
const documents = new WeakMap<PreparedFetch, DocumentNode>();

function parsed(fetch: PreparedFetch): DocumentNode {
  const document = documents.get(fetch) ?? parse(fetch.query, { noLocation: true });
  documents.set(fetch, document);
  return document;
}

/** The representations of the entities that an `_entities` field requests. */
function representationsOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): { __typename: string }[] {
  const value = field.arguments?.[0]?.value;
  return ((value?.kind === Kind.VARIABLE && variables[value.name.value]) || []) as { __typename: string }[];
}

/** The selected fields that can be lost: all but `__typename`, and those that the gateway reads tags from. */
function dataFieldsOf(set: SelectionSetNode, type: string | undefined, scope: Scope): FieldNode[] {
  return fieldsOf(set, type, scope).filter((field) => field.name.value !== '__typename' && !isTagAlias(nameOf(field)));
}
