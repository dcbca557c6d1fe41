import {
  type ASTNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The coordinates `Type.field` of all fields of object types that the selections in a document may reach. */
export function coordinatesIn(document: ASTNode, schema: GraphQLSchema, root?: GraphQLCompositeType): Set<string> {
  const info = new TypeInfo(schema, root);
  const coordinates = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name }) {
        const parent = info.getParentType();
        for (const type of parent ? objectTypesOf(parent, schema) : []) coordinates.add(`${type.name}.${name.value}`);
      },
    }),
  );
  return coordinates;
}

/** The possible object types of a value of this type. */
export function objectTypesOf(type: GraphQLCompositeType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}
