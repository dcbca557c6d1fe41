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

/** The size of a list without `@listSize`. */
export const unknownListSize = 10;

/** The `@listSize` of a field. */
export interface ListSize {
  /** The number of items without a slicing argument; `unknownListSize` when the directive has none. */
  assumedSize: number | undefined;
  /** The names of arguments whose values are numbers of items. */
  slicingArguments: readonly string[];
  /** The names of the fields of the returned object that have this size, for connections. */
  sizedFields: readonly string[];
}

/** Reads the weights and list sizes that a schema declares, under the names by which it links the directives. */
export interface Declared {
  /** The weight of one call of the field's resolver. */
  fieldWeight(field: GraphQLField<unknown, unknown>): number;
  /** The weight of each value of an object, scalar or enum type. */
  typeWeight(type: GraphQLNamedType): number;
  /** The weight of one value of an argument or input field, without its own fields. */
  inputWeight(input: GraphQLArgument | GraphQLInputField): number;
  listSize(field: GraphQLField<unknown, unknown>): ListSize | undefined;
}

/**
 * The declarations of the IBM cost specification, with its defaults: 1 for objects, interfaces, unions and input
 * objects and for fields that return them, 0 for scalars and enums. `weight` may be a string, as in the specification,
 * or an integer, as in Apollo Federation; anything else counts as the default. Unlike in the specification, a field
 * that returns a single value of a type with weight 0 has weight 0 by default: such values, for example amounts of
 * money, are part of their parent object and need no call.
 */
export function declaredIn(schema: GraphQLSchema): Declared {
  const { cost, listSize } = namesIn(schema);
  const weightOf = (nodes: readonly Annotated[], fallback: number) => {
    const given = directiveIn(nodes, cost)?.weight;
    const weight = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    return typeof weight === 'number' && Number.isFinite(weight) ? weight : fallback;
  };
  // Reading a directive costs more than all other work for a field.
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

/** The function, memoized by the element of the schema. */
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

/** The largest GraphQL Int. Larger values fail validation, so their cost is irrelevant. */
const largestInt = 2 ** 31 - 1;

/** Whether a value is an integer of 0 or more. */
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

/** A schema may rename directives when it links them (https://specs.apollo.dev/link/v1.0). */
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
      // The directive with the name of the feature needs no prefix.
      else names[name] = name === feature ? prefix : `${prefix}__${name}`;
    }
  }
  return names;
}
