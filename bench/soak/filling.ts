import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
} from 'graphql';

/** Fields of the root that lead into every subgraph, each with arguments that find one object at most. */
const entrances = [
  'product(handle: "ember-tote")',
  'product(handle: "none")',
  'collection(handle: "none")',
  'material(id: "none")',
  'article(slug: "none")',
  'artisan(slug: "none")',
  'search(query: "ember", first: 1)',
  'node(id: "none")',
  'viewer',
  'cart(id: "none")',
];

/** How deep a document goes below its entrance. */
const mostLevels = 4;

/**
 * Makes documents that need much memory in caches of operations and little time to run: large selections, all of them
 * different, of a single object or of none.
 */
export function fillingDocuments(schema: GraphQLSchema): () => string {
  const query = schema.getQueryType() as GraphQLObjectType;
  let made = 0;
  return () => {
    const entrance = entrances[made % entrances.length] as string;
    made += 1;
    const field = query.getFields()[entrance.replace(/\(.*/, '')];
    return `query F${made} { ${entrance} ${selectionOf(schema, getNamedType((field as GraphQLField<unknown, unknown>).type), mostLevels)} }`;
  };
}

/** `prefix`: of the names of its fields, which must not conflict with those of other types at the same place. */
function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, levels: number, prefix = ''): string {
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).filter(() => Math.random() < 0.3);
    return `{ __typename ${parts.map((part) => `... on ${part.name} ${selectionOf(schema, part, levels, `${part.name}_`)}`).join(' ')} }`;
  }
  const fields = Object.values((type as GraphQLObjectType).getFields()).flatMap((field) => {
    if (Math.random() < 0.3) return [];
    const inner = getNamedType(field.type);
    const given = argumentsOf(field);
    if (given === undefined) return [];
    const asked = `${prefix && `${prefix}${field.name}: `}${field.name}${given}`;
    if (!isCompositeType(inner)) return [asked];
    return levels > 1 && Math.random() < 0.8 ? [`${asked} ${selectionOf(schema, inner, levels - 1)}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** One item of lists that let the client say how many; undefined where an argument must be given that is not known here. */
function argumentsOf({ args }: GraphQLField<unknown, unknown>): string | undefined {
  if (args.some((argument) => isRequiredArgument(argument))) return undefined;
  return args.some(({ name }) => name === 'first') ? '(first: 1)' : '';
}
