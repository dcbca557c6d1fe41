import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

/** The path of the tests to an object of a type with lists. */
export interface Way {
  /** Field names from the root to the object. The first item of each list is used. */
  path: string[];
  /** Arguments of the first field, as GraphQL text. */
  args?: string;
  /** The viewer who may see the lists: `customer` has orders and addresses, `curator` sees all others. */
  as: 'customer' | 'curator';
}

/** A paginated field of the schema, with the operation that reads a page of it. */
export interface Paged {
  /** `Type.field`. */
  name: string;
  type: string;
  field: string;
  way: Way;
  /** Has the variables `$first` and `$after`; selects edges with cursors, `pageInfo` and `totalCount`. */
  query: string;
}

/** Every field of the schema that returns a connection; one that requires a text searches for `leather`. Throws when `ways` has no path to its type. */
export function pagedFields(schema: GraphQLSchema, ways: Record<string, Way>): Paged[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        .map((field) => {
          const way = ways[type.name];
          if (!way) throw new Error(`There is no way to ${type.name}.${field.name}.`);
          return paged(schema, type.name, field, way);
        }),
    );
}

function paged(schema: GraphQLSchema, type: string, field: GraphQLField<unknown, unknown>, way: Way): Paged {
  const needed = field.args.filter(isRequiredArgument).map((argument) => `${argument.name}: "leather", `);
  const page = `${field.name}(${needed.join('')}first: $first, after: $after) {
    edges { cursor node { ${nodeFields(field)} } } pageInfo { hasNextPage endCursor } totalCount }`;
  const identified = new Set(idsOnTheWay(schema, way));
  const selection = way.path.reduceRight((inner, step, depth) => {
    const args = depth === 0 && way.args ? `(${way.args})` : '';
    return `${step}${args} { ${identified.has(step) ? 'id' : ''} ${inner} }`;
  }, page);
  const name = `${type}_${field.name}`;
  return {
    name: `${type}.${field.name}`,
    type,
    field: field.name,
    way,
    query: `query ${name}($first: Int!, $after: String) { ${selection} }`,
  };
}

/** The steps of a path whose objects have an id. */
function idsOnTheWay(schema: GraphQLSchema, { path }: Way): string[] {
  let type: GraphQLNamedType | null | undefined = schema.getQueryType();
  return path.filter((step) => {
    type = isObjectType(type) ? getNamedType(type.getFields()[step]?.type) : undefined;
    return isObjectType(type) && 'id' in type.getFields();
  });
}

/** The id of a node, or the type of one of a union; where it has none, its fields without arguments and the ids of its objects. */
function nodeFields(field: GraphQLField<unknown, unknown>): string {
  const connection = getNamedType(field.type);
  const edges = isObjectType(connection) ? connection.getFields().edges : undefined;
  const edge = edges && getNamedType(edges.type);
  const nodeField = isObjectType(edge) ? edge.getFields().node : undefined;
  const node = nodeField && getNamedType(nodeField.type);
  if (isUnionType(node)) return '__typename';
  if (!isObjectType(node)) throw new Error(`${field.name} has no nodes.`);
  const fields = node.getFields();
  if (fields.id) return 'id';
  return Object.values(fields)
    .filter(({ args }) => !args.some((arg) => isNonNullType(arg.type)))
    .flatMap(({ name, type }) => {
      const named = getNamedType(type);
      if (isLeafType(named)) return [name];
      return isObjectType(named) && 'id' in named.getFields() ? [`${name} { id }`] : [];
    })
    .join(' ');
}

/** The content of a page, as the tests compare it. */
export interface PageOfList {
  edges: { cursor: string; node: object | null }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

/** The page in a response to `Paged.query`. */
export function pageIn(data: unknown, { way, field }: Paged): PageOfList {
  const page = [...way.path, field].reduce((value, step) => {
    const object = Array.isArray(value) ? value[0] : value;
    return (object as Record<string, unknown> | null | undefined)?.[step];
  }, data);
  if (!page) throw new Error(`There is no page at ${[...way.path, field].join('.')}: ${JSON.stringify(data)}`);
  return page as PageOfList;
}
