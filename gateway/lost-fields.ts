import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

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
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const scope: Scope = { fragments, variables: { ...defaultsOf(operation), ...variables }, schema };
  return fieldsOf(operation.selectionSet, undefined, scope).flatMap((field): Path[] => {
    if (field.name.value !== '_entities') return [[nameOf(field)]];
    return representationsOf(variables).flatMap((representation, index) =>
      fieldsOf(field.selectionSet as SelectionSetNode, representation.__typename, scope).map((inner) => [
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
 *
 * A limit of @apollo/gateway: it takes the n-th entity of a fetch for the n-th object at the fetch's place in the
 * client's answer, which is another one in a list that mixes entities with other types. Our schema has no such list.
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
export function representationsOf(variables: Readonly<Record<string, unknown>>): { __typename: string }[] {
  return (variables.representations ?? []) as { __typename: string }[];
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

interface Scope extends Pick<SubgraphFetch, 'variables' | 'schema'> {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The fields that are really asked for of an object of this type; undefined stands for the root type. */
function fieldsOf({ selections }: SelectionSetNode, type: string | undefined, scope: Scope): FieldNode[] {
  return selections
    .filter((selection) => isIncluded(selection, scope))
    .flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [selection];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(selection.name.value) : selection;
      if (!fragment || !applies(fragment.typeCondition?.name.value, type, scope)) return [];
      return fieldsOf(fragment.selectionSet, type, scope);
    });
}

function applies(condition: string | undefined, type: string | undefined, { schema }: Scope): boolean {
  if (condition === undefined || type === undefined || condition === type) return true;
  const [wider, narrower] = [schema.getType(condition), schema.getType(type)];
  return isAbstractType(wider) && isObjectType(narrower) && schema.isSubType(wider, narrower);
}

function isIncluded({ directives = [] }: SelectionNode, { variables }: Scope): boolean {
  return directives.every(({ name, arguments: [condition] = [] }) => {
    const value = condition?.value;
    const holds =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return name.value === 'skip' ? !holds : name.value !== 'include' || holds;
  });
}

function nameOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
