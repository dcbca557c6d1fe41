import {
  type GraphQLAbstractType,
  GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';

/**
 * The names of the interfaces that are an object type in a subgraph (`@interfaceObject`). That subgraph does not know
 * the types of its objects, and another must be asked for them. So they are fetched only where the response depends on
 * them. `supergraph`: the full schema, with its directives.
 */
export function interfaceObjectsIn(supergraph: GraphQLSchema): ReadonlySet<string> {
  const interfaces = Object.values(supergraph.getTypeMap()).filter(isInterfaceType);
  return new Set(interfaces.filter(({ astNode }) => isInterfaceObject(astNode)).map(({ name }) => name));
}

/** An object type with the fields of an interface, for its objects of unknown types; undefined for any other type. */
export function untypedObject(type: GraphQLAbstractType, supergraph: GraphQLSchema): GraphQLObjectType | undefined {
  if (!isInterfaceType(type) || !isInterfaceObject(supergraph.getType(type.name)?.astNode)) return undefined;
  const { name, fields, interfaces } = type.toConfig();
  return new GraphQLObjectType({ name, fields, interfaces });
}

function isInterfaceObject(node: Pick<ObjectTypeDefinitionNode, 'directives'> | null | undefined): boolean {
  return Boolean(
    node?.directives?.some(({ name, arguments: args = [] }) => {
      const argument = args.find((one) => one.name.value === 'isInterfaceObject');
      return name.value === 'join__type' && argument?.value.kind === Kind.BOOLEAN && argument.value.value;
    }),
  );
}
