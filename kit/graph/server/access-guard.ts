import { type DocumentNode, defaultFieldResolver, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { accessByCoordinate, joinAccess, refusalOf } from '../access.ts';
import type { Viewer } from '../viewer.ts';

/** Makes every field with access requirements check them before it resolves. Modifies the schema in place. */
export function guardAccess(schema: GraphQLSchema, sdl: DocumentNode): GraphQLSchema {
  const access = accessByCoordinate(sdl);
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const required = joinAccess([
        access.get(type.name),
        access.get(`${type.name}.${field.name}`),
        access.get(getNamedType(field.type).name),
      ]);
      if (!required) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (parent, args, context: { request: { viewer: Viewer } }, info) => {
        const refusal = refusalOf(required, context.request.viewer);
        if (refusal) throw refusal;
        return resolve(parent, args, context, info);
      };
    }
  }
  return schema;
}
