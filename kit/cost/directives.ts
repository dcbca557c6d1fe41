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
  /** How many items there are where no slicing argument says it. */
  assumedSize: number;
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
 * number, as Apollo Federation has it; what is no number counts as the default.
 */
export function declaredIn(schema: GraphQLSchema): Declared {
  const { cost, listSize } = namesIn(schema);
  const weightOf = (nodes: readonly Annotated[], fallback: number) => {
    const given = directiveIn(nodes, cost)?.weight;
    const weight = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    return typeof weight === 'number' && Number.isFinite(weight) ? weight : fallback;
  };
  return {
    fieldWeight: ({ astNode, type }) => weightOf([astNode], isCompositeType(getNamedType(type)) ? 1 : 0),
    typeWeight: (type) => weightOf([type.astNode, ...type.extensionASTNodes], isCompositeType(type) ? 1 : 0),
    inputWeight: ({ astNode, type }) => weightOf([astNode], isInputObjectType(getNamedType(type)) ? 1 : 0),
    listSize: ({ astNode }) => {
      const given = directiveIn([astNode], listSize);
      if (!given) return undefined;
      return {
        assumedSize: isSize(given.assumedSize) ? given.assumedSize : unknownListSize,
        slicingArguments: namesOf(given.slicingArguments),
        sizedFields: namesOf(given.sizedFields),
      };
    },
  };
}

/** Whether a value is a whole number of items, 0 or more. */
export function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
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
    const { url, as: prefix, import: imported } = argumentsOf(directive);
    if (typeof url !== 'string' || !/^https:\/\/specs\.apollo\.dev\/(cost|federation)\//.test(url)) continue;
    const isCost = url.includes('/cost/');
    for (const name of ['cost', 'listSize'] as const) {
      const renamed = (Array.isArray(imported) ? imported : []).find((entry) => entry?.name === `@${name}`)?.as;
      if (typeof renamed === 'string') names[name] = renamed.slice(1);
      else if (isCost && typeof prefix === 'string') names[name] = name === 'cost' ? prefix : `${prefix}__${name}`;
    }
  }
  return names;
}
