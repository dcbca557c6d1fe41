import {
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { argumentsOf, directivesOf } from './hints.ts';

/** What one subgraph has of the types of a supergraph, by its `@join__` directives. */
export interface SubgraphSchema {
  /** The object types that a value of this type may have in the subgraph. An interface object is its own type. */
  objectTypesOf(type: GraphQLCompositeType): readonly (GraphQLObjectType | GraphQLInterfaceType)[];
  /** Whether the subgraph can be asked for a field of a type. */
  resolves(type: GraphQLObjectType | GraphQLInterfaceType, field: string): boolean;
}

/** Reads what the subgraph of this name has of a full supergraph schema. */
export function subgraphSchemaOf(subgraph: string, schema: GraphQLSchema): SubgraphSchema {
  const graph = graphNamed(subgraph, schema);
  const joins = (type: GraphQLNamedType, directive: string) =>
    directivesOf([type.astNode, ...type.extensionASTNodes], directive)
      .map(argumentsOf)
      .filter((join) => join.graph === graph);
  const isInterfaceObject = (type: GraphQLCompositeType) =>
    joins(type, 'join__type').some(({ isInterfaceObject }) => isInterfaceObject === true);

  return {
    objectTypesOf: (type) => {
      if (isObjectType(type) || (isInterfaceType(type) && isInterfaceObject(type))) return [type];
      return schema.getPossibleTypes(type).filter((possible) => {
        if (joins(possible, 'join__type').length === 0) return false;
        return isInterfaceType(type)
          ? joins(possible, 'join__implements').some((join) => join.interface === type.name)
          : joins(type, 'join__unionMember').some(({ member }) => member === possible.name);
      });
    },
    resolves: (type, field) => {
      const definition = type.getFields()[field];
      if (!definition || joins(type, 'join__type').length === 0) return false;
      const fields = directivesOf([definition.astNode], 'join__field').map(argumentsOf);
      // A field without the directive is in every subgraph that has the type.
      return fields.length === 0 || fields.some((join) => join.graph === graph && join.external !== true);
    },
  };
}

/** The name of a subgraph in the directives of the supergraph. */
function graphNamed(subgraph: string, schema: GraphQLSchema): string | undefined {
  const graphs = schema.getType('join__Graph');
  if (!isEnumType(graphs)) return undefined;
  return graphs
    .getValues()
    .find(({ astNode }) => directivesOf([astNode], 'join__graph').some((one) => argumentsOf(one).name === subgraph))
    ?.name;
}
