import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** An input position: an argument of a root field, or a field of an input object within one. */
export interface Leaf {
  kind: 'query' | 'mutation';
  field: string;
  /** The argument's name, then the names of input fields. */
  path: string[];
  scalar: string;
  /** A request with `value` at this position and otherwise only required values. */
  request(value: unknown): { query: string; variables: Record<string, unknown> };
}

/** Every position of a scalar in the arguments of the schema's root fields. */
export function leavesOf(schema: GraphQLSchema): Leaf[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) => {
      const output = getNamedType(field.type);
      const isConnection = isObjectType(output) && 'nodes' in output.getFields();
      const selection = isCompositeType(output) ? `{ __typename ${isConnection ? 'nodes { __typename }' : ''} }` : '';
      return field.args.flatMap((argument) =>
        scalarsOf(argument.type).map(({ path, scalar }) => ({
          kind,
          field: field.name,
          path: [argument.name, ...path],
          scalar,
          request: (value: unknown) => {
            const args = field.args.filter((other) => other === argument || isRequiredArgument(other));
            const call = args.map(({ name }) => `${name}: $${name}`).join(', ');
            const definitions = args.map(({ name, type: argumentType }) => `$${name}: ${argumentType}`).join(', ');
            return {
              query: `${kind} (${definitions}) { ${field.name}(${call}) ${selection} }`,
              variables: Object.fromEntries(args.map((other) => [other.name, valueFor(other, argument, path, value)])),
            };
          },
        })),
      );
    }),
  );
}

function valueFor(other: GraphQLArgument, argument: GraphQLArgument, path: readonly string[], value: unknown): unknown {
  return other === argument ? valueWith(other.type, path, value) : valueWith(other.type);
}

/** The scalars within a type. A recursive input object is visited once. */
function scalarsOf(type: GraphQLInputType, above: readonly string[] = []): { path: string[]; scalar: string }[] {
  const named = getNamedType(type);
  if (isEnumType(named)) return [];
  if (!isInputObjectType(named)) return [{ path: [], scalar: named.name }];
  if (above.includes(named.name)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    scalarsOf(field.type, [...above, named.name]).map(({ path, scalar }) => ({ path: [field.name, ...path], scalar })),
  );
}

/** A value of the type with only required fields, and `value` at the path. */
function valueWith(type: GraphQLInputType, path?: readonly string[], value?: unknown): unknown {
  if (isNonNullType(type)) return valueWith(type.ofType, path, value);
  if (isListType(type)) return [valueWith(type.ofType, path, value)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return path ? value : harmless[type.name];
  const [next, ...rest] = path ?? [];
  const fields = Object.values(type.getFields()).filter((field) => field.name === next || isRequiredInputField(field));
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      field.name === next ? valueWith(field.type, rest, value) : valueWith(field.type),
    ]),
  );
}

const harmless: Record<string, unknown> = {
  ID: 'none_1',
  String: 'none',
  Int: 1,
  Float: 1,
  Boolean: true,
  CountryCode: 'FR',
  CurrencyCode: 'EUR',
  Date: '2026-03-01',
  DateTime: '2026-03-01T09:30:00Z',
  Decimal: '1.00',
  Sha256: '0'.repeat(64),
  URL: 'https://none.example',
  JSONObject: {},
};
