import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';

/** The fields that show the text of an article or artisan, and those on the way from a connection to them. */
const texts = ['narrative', 'biography'];
const passages = ['nodes', 'edges', 'node'];

/** Whether the texts of the articles or artisans that a field returns are asked for; `type` is what it returns. */
export function asksForText(
  { schema, fragments, variableValues, fieldNodes, returnType }: GraphQLResolveInfo,
  type = getNamedType(returnType).name,
): boolean {
  const isAsked = (typeName: string, nodes: GraphQLResolveInfo['fieldNodes']): boolean => {
    const parent = schema.getType(typeName);
    if (!isObjectType(parent)) return false;
    return [...collectSubfields(schema, fragments, variableValues, parent, nodes).values()].some((selected) => {
      const name = selected[0]?.name.value ?? '';
      const field = parent.getFields()[name];
      if (texts.includes(name)) return true;
      return field !== undefined && passages.includes(name) && isAsked(getNamedType(field.type).name, selected);
    });
  };
  return isAsked(type, fieldNodes);
}
