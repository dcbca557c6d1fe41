import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';

/** Whether an object of the type `name` is of type `wanted`, which may be an interface or a union. */
export function isOfType(name: string, wanted: string, supergraph: GraphQLSchema): boolean {
  if (name === wanted) return true;
  const [narrower, wider] = [supergraph.getType(name), supergraph.getType(wanted)];
  return isAbstractType(wider) && isObjectType(narrower) && supergraph.isSubType(wider, narrower);
}
