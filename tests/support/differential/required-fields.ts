import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { fieldOf, keysIn, type Part } from './reference-subgraph.ts';

type Contexts = ReadonlyMap<string, object>;

/** The fields of other subgraphs that the fields of a type require, with their selections. */
export function requiredIn(type: GraphQLNamedType | undefined): FieldNode[] {
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const directives = fields.flatMap(({ astNode }) => astNode?.directives ?? []);
  return directives
    .filter(({ name }) => name.value === 'requires')
    .flatMap(({ arguments: given = [] }) => given.map(({ value }) => String(valueFromASTUntyped(value))))
    .flatMap((selection) =>
      fieldsOf((parse(`{ ${selection} }`).definitions[0] as OperationDefinitionNode).selectionSet),
    );
}

/** The row of an entity with these fields: the selection of the client may lack them. Undefined where its subgraph has no key for it. */
export async function rowWith(
  fields: readonly FieldNode[],
  reference: Record<string, unknown>,
  owner: Part,
  contexts: Contexts,
  info: GraphQLResolveInfo,
) {
  const type = String(reference.__typename);
  const own = owner.schema.getType(type);
  const resolve = owner.resolvers[type]?.__resolveReference;
  const isFound = keysIn(own).some((names) => names.every((name) => reference[name] !== undefined));
  if (!resolve || !isFound) return undefined;
  const ownInfo = { ...info, schema: owner.lookahead, fieldNodes: [fieldWith(fields)], returnType: own };
  return (await resolve(reference, contexts.get(owner.name) as object, ownInfo)) ?? null;
}

/** The value of a field with its selection, as a representation has it. */
export async function requiredValue(
  node: FieldNode,
  row: unknown,
  owner: Part,
  type: string,
  contexts: Contexts,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const field = fieldOf(owner, type, node.name.value);
  const ownInfo = {
    ...info,
    schema: owner.lookahead,
    fieldName: node.name.value,
    fieldNodes: [node],
    returnType: field?.type,
  };
  const value = await (field?.resolve ?? defaultFieldResolver)(
    row,
    {},
    contexts.get(owner.name),
    ownInfo as GraphQLResolveInfo,
  );
  const inner = fieldsOf(node.selectionSet);
  if (!field || inner.length === 0) return value;
  const named = getNamedType(field.type).name;
  const read = async (item: unknown): Promise<unknown> => {
    if (item === null || item === undefined) return null;
    if (Array.isArray(item)) return Promise.all(item.map(read));
    const values = inner.map(async (each) => [
      each.name.value,
      await requiredValue(each, item, owner, named, contexts, info),
    ]);
    return Object.fromEntries(await Promise.all(values));
  };
  return read(value);
}

/** Whether a field requires fields of other subgraphs. */
export function hasRequired({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return astNode?.directives?.some(({ name }) => name.value === 'requires') ?? false;
}

/** The fields of a selection without fragments. */
function fieldsOf(selections: SelectionSetNode | undefined): FieldNode[] {
  return (selections?.selections ?? []).filter((node) => node.kind === Kind.FIELD);
}

/** A field in which these are selected, for resolvers that look ahead. */
function fieldWith(selections: readonly FieldNode[]): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: '_entities' },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
