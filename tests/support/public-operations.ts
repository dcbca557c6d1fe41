import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';

/** An operation that selects fields of one root field. */
export interface PublicOperation {
  /** The root field. */
  name: string;
  query: string;
  variables: Record<string, unknown>;
}

/** Operations that select all public fields together. */
export interface PublicOperations {
  operations: PublicOperation[];
  /** The selected fields as `Type.field`. */
  coordinates: Set<string>;
}

/**
 * One operation for each root field of the API schema that is not PRIVATE in the supergraph, `full`. It selects the
 * fields near to it and those that no earlier operation selects, without PRIVATE fields, and two items of each list.
 * The arguments of the root field are those of the first example operation with it.
 */
export function publicOperations(
  api: GraphQLSchema,
  full: GraphQLSchema,
  examples: readonly Example[],
): PublicOperations {
  const coordinates = new Set<string>();
  const isPrivate = privacyIn(full);
  const query = api.getQueryType() as GraphQLObjectType;
  const open = Object.values(query.getFields()).filter((field) => !isPrivate(query, field));
  const operations = open.map((field) => {
    const { head, field: requested, variables } = requestFor(field, examples);
    coordinates.add(`Query.${field.name}`);
    return { name: field.name, query: `${head} { ${requested} ${selectionsBelow(field)} }`, variables };
  });
  return { operations, coordinates };

  /** Nearest fields first, so that the operation is not deeper than it needs to be. */
  function selectionsBelow(root: GraphQLField<unknown, unknown>): string {
    const seen = new Set<string>();
    const top: Selected = { type: getNamedType(root.type), text: '', level: 0, below: [] };
    const waiting = [top];
    for (let next = waiting.shift(); next; next = waiting.shift()) waiting.push(...expand(next, seen));
    return textOf(top);
  }

  function expand(selected: Selected, seen: Set<string>): Selected[] {
    const { type, level } = selected;
    if (isAbstractType(type)) {
      selected.below = api
        .getPossibleTypes(type)
        .filter((possible) => !isPrivate(possible))
        .map((possible) => ({ type: possible, text: `... on ${possible.name}`, level, below: [] }));
      return selected.below;
    }
    for (const field of Object.values((type as GraphQLObjectType).getFields())) {
      if (isPrivate(type, field) || field.args.some(isRequiredArgument)) continue;
      const coordinate = `${type.name}.${field.name}`;
      const returned = getNamedType(field.type);
      const isKnown = seen.has(coordinate) || (level > 3 && coordinates.has(coordinate));
      if (isCompositeType(returned) && isKnown) continue;
      seen.add(coordinate);
      coordinates.add(coordinate);
      const text = field.args.some(({ name }) => name === 'first') ? `${field.name}(first: 2)` : field.name;
      selected.below.push({ type: returned, text, level: level + 1, below: [] });
    }
    return selected.below.filter((each) => isCompositeType(each.type));
  }
}

/** A field or an inline fragment, and what is selected in it. */
interface Selected {
  type: GraphQLNamedType;
  text: string;
  level: number;
  below: Selected[];
}

interface Example {
  query: string;
  variables: string;
}

function textOf({ type, text, below }: Selected): string {
  return isCompositeType(type) ? `${text} { __typename ${below.map(textOf).join(' ')} }` : text;
}

/** Whether a type, or a field by itself or by the type it returns, is declared as PRIVATE. */
function privacyIn(full: GraphQLSchema): (type: GraphQLNamedType, field?: GraphQLField<unknown, unknown>) => boolean {
  return ({ name }, field) => {
    const type = full.getType(name) as GraphQLObjectType;
    if (!field) return isDeclaredPrivate(type);
    const declared = type.getFields()[field.name] as GraphQLField<unknown, unknown>;
    return [type, declared, getNamedType(declared.type)].some(isDeclaredPrivate);
  };
}

function isDeclaredPrivate({ astNode }: GraphQLNamedType | GraphQLField<unknown, unknown>): boolean {
  return (astNode?.directives ?? []).some((directive) => print(directive).includes('scope: PRIVATE'));
}

/** How the first example with this root field requests it; without an example, without arguments. A list has two items. */
function requestFor({ name, args }: GraphQLField<unknown, unknown>, examples: readonly Example[]): Request {
  const size = args.some((argument) => argument.name === 'first') ? ['first: 2'] : [];
  for (const { query, variables } of examples) {
    const [operation] = parse(query).definitions as [OperationDefinitionNode];
    const found = operation.selectionSet.selections.find(
      (each) => each.kind === Kind.FIELD && each.name.value === name,
    );
    if (operation.operation !== 'query' || found?.kind !== Kind.FIELD) continue;
    const given = (found.arguments ?? []).filter((argument) => argument.name.value !== 'first');
    const used = new Set<string>();
    for (const argument of given) visit(argument, { [Kind.VARIABLE]: (node) => void used.add(node.name.value) });
    const definitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [];
    const values = Object.entries(JSON.parse(variables || '{}')).filter(([variable]) => used.has(variable));
    return {
      head: `query ${name}${inParentheses(definitions.map(print))}`,
      field: `${name}${inParentheses([...given.map(print), ...size])}`,
      variables: Object.fromEntries(values),
    };
  }
  return { head: `query ${name}`, field: `${name}${inParentheses(size)}`, variables: {} };
}

/** The head of an operation, its root field with arguments, and the values of its variables. */
interface Request {
  head: string;
  field: string;
  variables: Record<string, unknown>;
}

function inParentheses(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `(${texts.join(', ')})`;
}
