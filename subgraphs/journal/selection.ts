import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { selects } from '#kit/graph/selection.ts';

/** The fields with the text of an article or artisan, and the fields of a connection that lead to them. */
const texts = ['narrative', 'biography'];
const pathFields = ['nodes', 'edges', 'node'];

/** Whether an operation selects the texts of the articles or artisans that a field returns; `type` is their type. */
export function selectsText(
  { schema, fragments, variableValues, fieldNodes, returnType }: GraphQLResolveInfo,
  type = getNamedType(returnType).name,
): boolean {
  const isSelected = (typeName: string, nodes: GraphQLResolveInfo['fieldNodes']): boolean => {
    const parent = schema.getType(typeName);
    if (!isObjectType(parent)) return false;
    return [...collectSubfields(schema, fragments, variableValues, parent, nodes).values()].some((selected) => {
      const name = selected[0]?.name.value ?? '';
      const field = parent.getFields()[name];
      if (texts.includes(name)) return true;
      return field !== undefined && pathFields.includes(name) && isSelected(getNamedType(field.type).name, selected);
    });
  };
  return isSelected(type, fieldNodes);
}

/** Whether an operation selects a field of a connection that depends on the length of the whole list. */
export function selectsTotal(info: GraphQLResolveInfo): boolean {
  return selects(info, ['totalCount']) || selects(info, ['pageInfo', 'hasPreviousPage']);
}
