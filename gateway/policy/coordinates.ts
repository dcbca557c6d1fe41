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

/** The fields of object types that the selections in a document may reach, by coordinate `Type.field`. */
export function coordinatesIn(document: ASTNode, schema: GraphQLSchema, root?: GraphQLCompositeType): Set<string> {
  const info = new TypeInfo(schema, root);
  const found = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name }) {
        const parent = info.getParentType();
        for (const type of parent ? objectTypesOf(parent, schema) : []) found.add(`${type.name}.${name.value}`);
      },
    }),
  );
  return found;
}

/** The object types that a value of this type may have. */
export function objectTypesOf(type: GraphQLCompositeType, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}
