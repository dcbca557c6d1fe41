import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type Kind,
  valueFromASTUntyped,
} from 'graphql';

/** How many items a list has that no `@listSize` describes. */
export const unknownListSize = 10;

/** What `@listSize` says of a field. */
export interface ListSize {
  /** How many items there are where no slicing argument says it; `unknownListSize` where this does not either. */
  assumedSize: number | undefined;
  /** Names of arguments whose values are numbers of items. */
  slicingArguments: readonly string[];
  /** Names of the fields of the returned object that have the size, for connections. */
  sizedFields: readonly string[];
}

/** Reads the weights and list sizes that a schema declares, by the names its links give the directives. */
export interface Declared {
  /** Weight of one call of the field's resolver. */
  fieldWeight(field: GraphQLField<unknown, unknown>): number;
  /** Weight of each value of an object, scalar or enum type. */
  typeWeight(type: GraphQLNamedType): number;
  /** Weight of one value given for an argument or input field, without what stands in its own fields. */
  inputWeight(input: GraphQLArgument | GraphQLInputField): number;
  listSize(field: GraphQLField<unknown, unknown>): ListSize | undefined;
}

/**
 * The declarations of the IBM cost specification, with its defaults: 1 for objects, interfaces, unions and input objects and
 * for fields that return them, 0 for scalars and enums. `weight` may be a string, as the specification has it, or a whole
 * number, as Apollo Federation has it; what is no number counts as the default. Other than in the specification, a field
 * weighs nothing by default where it returns one value of a type that is declared to weigh nothing: such values, like an
 * amount of money, are parts of the object around them, and nothing is called for them.
 */
export function declaredIn(schema: GraphQLSchema): Declared {
  const { cost, listSize } = namesIn(schema);
  const weightOf = (nodes: readonly Annotated[], fallback: number) => {
    const given = directiveIn(nodes, cost)?.weight;
    const weight = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    return typeof weight === 'number' && Number.isFinite(weight) ? weight : fallback;
  };
  // Reading a directive takes longer than all else that is done for a field.
  const typeWeight = remembered((type: GraphQLNamedType) =>
    weightOf([type.astNode, ...type.extensionASTNodes], isCompositeType(type) ? 1 : 0),
  );
  return {
    typeWeight,
    fieldWeight: remembered(({ astNode, type }) => {
      const named = getNamedType(type);
      const isCall = isCompositeType(named) && (typeWeight(named) !== 0 || isListOf(type));
      return weightOf([astNode], isCall ? 1 : 0);
    }),
    inputWeight: remembered(({ astNode, type }) => weightOf([astNode], isInputObjectType(getNamedType(type)) ? 1 : 0)),
    listSize: remembered(({ astNode }) => {
      const given = directiveIn([astNode], listSize);
      if (!given) return undefined;
      return {
        assumedSize: isSize(given.assumedSize) ? given.assumedSize : undefined,
        slicingArguments: namesOf(given.slicingArguments),
        sizedFields: namesOf(given.sizedFields),
      };
    }),
  };
}

/** The function with its results kept by the element of the schema. */
function remembered<Element extends object, Result>(read: (element: Element) => Result): (element: Element) => Result {
  const known = new Map<Element, Result>();
  return (element) => {
    const found = known.get(element);
    if (found !== undefined || known.has(element)) return found as Result;
    const result = read(element);
    known.set(element, result);
    return result;
  };
}

/** What GraphQL's Int holds; more is refused as no Int, whatever it would cost. */
const largestInt = 2 ** 31 - 1;

/** Whether a value is a whole number of items, 0 or more. */
export function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestInt;
}

/** Whether values of this type are lists, apart from null. */
export function isListOf(type: GraphQLInputType | GraphQLField<unknown, unknown>['type']): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

type Annotated = { kind: Kind; directives?: readonly ConstDirectiveNode[] } | null | undefined;

function directiveIn(nodes: readonly Annotated[], name: string): Record<string, unknown> | undefined {
  for (const node of nodes) {
    const found = node?.directives?.find((directive) => directive.name.value === name);
    if (found) return argumentsOf(found);
  }
  return undefined;
}

function argumentsOf({ arguments: given = [] }: DirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

function namesOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((name) => typeof name === 'string');
}

/** A schema may link the directives under names of its own (https://specs.apollo.dev/link/v1.0). */
function namesIn(schema: GraphQLSchema): { cost: string; listSize: string } {
  const names = { cost: 'cost', listSize: 'listSize' };
  const nodes = [schema.astNode, ...schema.extensionASTNodes];
  for (const directive of nodes.flatMap((node) => node?.directives ?? [])) {
    if (directive.name.value !== 'link') continue;
    const { url, as, import: imports } = argumentsOf(directive);
    const feature = /^https:\/\/specs\.apollo\.dev\/(cost|federation)\//.exec(String(url))?.[1];
    if (feature === undefined) continue;
    const prefix = typeof as === 'string' ? as : feature;
    for (const name of ['cost', 'listSize'] as const) {
      const imported = (Array.isArray(imports) ? imports : []).find((entry) => (entry?.name ?? entry) === `@${name}`);
      if (imported !== undefined) names[name] = String(imported.as ?? imported.name ?? imported).slice(1);
      // The directive that has the feature's own name needs no prefix.
      else names[name] = name === feature ? prefix : `${prefix}__${name}`;
    }
  }
  return names;
}
