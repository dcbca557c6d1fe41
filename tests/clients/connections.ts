import { type GraphQLField, type GraphQLSchema, getNamedType, isLeafType, isNonNullType, isObjectType } from 'graphql';

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

/** Every field of the schema that returns a connection. Throws when `ways` has no path to its type. */
export function pagedFields(schema: GraphQLSchema, ways: Record<string, Way>): Paged[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        .map((field) => {
          const way = ways[type.name];
          if (!way) throw new Error(`There is no way to ${type.name}.${field.name}.`);
          return paged(type.name, field, way);
        }),
    );
}

function paged(type: string, field: GraphQLField<unknown, unknown>, way: Way): Paged {
  const page = `${field.name}(first: $first, after: $after) {
    edges { cursor node { ${nodeFields(field)} } } pageInfo { hasNextPage endCursor } totalCount }`;
  const selection = way.path.reduceRight((inner, step, depth) => {
    const args = depth === 0 && way.args ? `(${way.args})` : '';
    return `${step}${args} { id ${inner} }`;
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

/** The id of a node, or all its fields without arguments when it has no id. */
function nodeFields(field: GraphQLField<unknown, unknown>): string {
  const connection = getNamedType(field.type);
  const edges = isObjectType(connection) ? connection.getFields().edges : undefined;
  const edge = edges && getNamedType(edges.type);
  const nodeField = isObjectType(edge) ? edge.getFields().node : undefined;
  const node = nodeField && getNamedType(nodeField.type);
  if (!isObjectType(node)) throw new Error(`${field.name} has no nodes.`);
  const fields = node.getFields();
  if (fields.id) return 'id';
  return Object.values(fields)
    .filter(({ type, args }) => isLeafType(getNamedType(type)) && !args.some((arg) => isNonNullType(arg.type)))
    .map(({ name }) => name)
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
