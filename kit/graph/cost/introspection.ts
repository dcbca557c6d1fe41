import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/**
 * The types that an introspection selection concerns: `every` type of the schema, those that fields and arguments
 * `used`, or `one` that the client named, which may be the largest.
 */
export type About = 'every' | 'used' | 'one';

/** The weight of one object of an introspection response. It is read from memory, and most objects are small. */
export const introspectionWeight = 0.02;

/** The sizes of the introspection lists of one schema. */
export interface IntrospectionSizes {
  /**
   * The size of a list field of an introspection type: an average, so not always an integer. Undefined for a field that
   * is not a list.
   */
  size(parent: string, field: string, about: About): number | undefined;
  /** The types that the selection of this field concerns. */
  about(parent: string, field: string, about: About | undefined): About | undefined;
}

/**
 * Measures a schema as clients see it. Lists of `every` type are exact in sum; those of `used` types are weighted by
 * use.
 */
export function introspectionSizesOf(schema: GraphQLSchema): IntrospectionSizes {
  const types = Object.values(schema.getTypeMap());
  const counted = types.map((type) => ({ type, counts: countsOf(type, schema) }));
  const uses = usesIn(types);
  const every = meanOf(counted.map(({ counts }) => ({ counts, times: 1 })));
  const used = meanOf(counted.map(({ type, counts }) => ({ counts, times: uses.get(type.name) ?? 0 })));
  const one = Object.fromEntries(
    lists.map((list) => [list, Math.max(...counted.map(({ counts }) => counts[list]), 1)]),
  ) as Counts;
  const sizes: Record<About, Counts> = { every, used, one };
  const directives = schema.getDirectives();
  const directiveArguments = Math.max(1, ...directives.map(({ args }) => args.length));

  return {
    size: (parent, field, about) => {
      if (parent === '__Schema') return { types: types.length, directives: directives.length }[field];
      if (parent === '__Directive') return { args: directiveArguments, locations: 1 }[field];
      if (parent === '__Field' && field === 'args') return sizes[about].args;
      if (parent === '__Type' && field in sizes[about]) return sizes[about][field as keyof Counts];
      return undefined;
    },
    about: (parent, field, about) => {
      if (field === '__type') return 'one';
      if (parent === '__Schema') return field === 'types' ? 'every' : 'one';
      // Interfaces and union members are few but may be large.
      if (field === 'interfaces' || field === 'possibleTypes') return 'one';
      return field === 'type' || field === 'ofType' ? 'used' : about;
    },
  };
}

const lists = ['fields', 'interfaces', 'possibleTypes', 'enumValues', 'inputFields', 'args'] as const;

/** Sizes for a type; `args`: of all its fields together, and the average of each field. */
type Counts = Record<(typeof lists)[number], number>;

function countsOf(type: GraphQLNamedType, schema: GraphQLSchema): Counts {
  const hasFields = isObjectType(type) || isInterfaceType(type);
  const fields = hasFields ? Object.values(type.getFields()) : [];
  const possible = isInterfaceType(type) ? schema.getPossibleTypes(type).length : 0;
  return {
    fields: fields.length,
    interfaces: hasFields ? type.getInterfaces().length : 0,
    possibleTypes: 'getTypes' in type ? type.getTypes().length : possible,
    enumValues: isEnumType(type) ? type.getValues().length : 0,
    inputFields: isInputObjectType(type) ? Object.keys(type.getFields()).length : 0,
    args: fields.reduce((sum, { args }) => sum + args.length, 0),
  };
}

function meanOf(counted: readonly { counts: Counts; times: number }[]): Counts {
  const sum = (list: keyof Counts) => counted.reduce((total, { counts, times }) => total + counts[list] * times, 0);
  const all = counted.reduce((total, { times }) => total + times, 0) || 1;
  const mean = Object.fromEntries(lists.map((list) => [list, sum(list) / all])) as Counts;
  return { ...mean, args: mean.fields > 0 ? mean.args / mean.fields : 0 };
}

/** The number of fields, arguments and input fields of each type. */
function usesIn(types: readonly GraphQLNamedType[]): Map<string, number> {
  const uses = new Map<string, number>();
  const use = ({ type }: { type: GraphQLInputType | GraphQLOutputType }) => {
    const { name } = getNamedType(type);
    uses.set(name, (uses.get(name) ?? 0) + 1);
  };
  for (const type of types) {
    if (isInputObjectType(type)) Object.values(type.getFields()).forEach(use);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      use(field);
      field.args.forEach(use);
    }
  }
  return uses;
}
