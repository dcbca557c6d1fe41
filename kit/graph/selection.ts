import { type GraphQLNamedType, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';

/** Whether an operation selects the field at this path below the field that is being resolved. Paths end at abstract types. */
export function selects(info: GraphQLResolveInfo, path: readonly string[]): boolean {
  return isSelected(info, getNamedType(info.returnType), info.fieldNodes, path);
}

function isSelected(
  info: GraphQLResolveInfo,
  type: GraphQLNamedType,
  nodes: GraphQLResolveInfo['fieldNodes'],
  [name, ...rest]: readonly string[],
): boolean {
  if (name === undefined) return true;
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!field || !isObjectType(type)) return false;
  const selected = collectSubfields(info.schema, info.fragments, info.variableValues, type, nodes);
  return [...selected.values()].some(
    (fieldNodes) => fieldNodes[0]?.name.value === name && isSelected(info, getNamedType(field.type), fieldNodes, rest),
  );
}
