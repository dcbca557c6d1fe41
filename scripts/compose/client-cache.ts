import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

/**
 * Types without an `id` whose fields a cache can merge, because the same owner always has the same object. All others are
 * values, such as an amount or an address, which are replaced as a whole.
 */
const parts = [
  ...['Provenance', 'CarbonFootprint', 'DigitalAssets', 'Asset3D', 'TextureMaps', 'TextureAsset'],
  ...['Narrative', 'Atelier', 'Author', 'Image', 'PriceRange', 'Localization'],
];

/** Types that are not cached as objects: pages of lists and payloads of mutations. */
const isEnvelope = /(Connection|Edge|PageInfo|Payload|UserError)$/;

/** The text of a TypeScript module with the settings that normalised caches need for the graph. */
export function clientCacheModule(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const roots: (GraphQLNamedType | null | undefined)[] = [schema.getQueryType(), schema.getMutationType()];
  const objects = types.filter(isObjectType);
  const embedded = objects.filter(
    (type) => !roots.includes(type) && !('id' in type.getFields()) && !isEnvelope.test(type.name),
  );
  const possibleTypes = types
    .filter(isAbstractType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)] as const);
  const connectionFields = objects
    .map((type) => [type.name, connectionsOf(type)] as const)
    .filter(([, fields]) => Object.keys(fields).length > 0);
  const unknown = parts.filter((name) => !embedded.some((type) => type.name === name));
  if (unknown.length > 0) throw new Error(`These are not types without an id: ${unknown.join(', ')}`);
  return `// Written by \`npm run compose\` from the schema: copy it, do not edit it.

/** The object types of each interface and union. */
export const possibleTypes: Record<string, string[]> = ${json(Object.fromEntries(possibleTypes))};

/** The object types without an \`id\`, which a cache stores inside their parent object. */
export const embeddedTypes: string[] = ${json(embedded.map(({ name }) => name))};

/** The embedded types whose fields a cache can merge. The others are values, which a cache replaces completely. */
export const mergedTypes: string[] = ${json(parts)};

/** The paginated fields by type, with the arguments that select the list. \`first\` and \`after\` select the page. */
export const connectionFields: Record<string, Record<string, string[]>> = ${json(Object.fromEntries(connectionFields))};
`;
}

function connectionsOf(type: GraphQLObjectType): Record<string, string[]> {
  const fields = Object.values(type.getFields()).filter((field) =>
    getNamedType(field.type).name.endsWith('Connection'),
  );
  return Object.fromEntries(
    fields.map(({ name, args }) => [
      name,
      args.map((arg) => arg.name).filter((arg) => arg !== 'first' && arg !== 'after'),
    ]),
  );
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
