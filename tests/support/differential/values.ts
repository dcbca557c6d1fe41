import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** A random source: an integer from 0 up to, but not including, `count`. */
export type Choose = (count: number) => number;

/** The value of an omitted argument. */
export const noValue = Symbol('no value');

/** Generates values of arguments. */
export interface ValueSource {
  /** The arguments of one use of a field by name, without omitted ones. */
  argumentsOf(coordinate: string, args: readonly GraphQLArgument[], choose: Choose): Record<string, unknown>;
}

/**
 * The known values of a data set: complete sets of arguments by field, and values by the name of an argument, a field
 * or a type.
 */
export interface KnownValues {
  fields: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  names: Readonly<Record<string, readonly unknown[]>>;
}

/** Selects known values. Other values, such as those of enums, follow from the type of the argument. */
export function valuesFrom({ fields, names }: KnownValues): ValueSource {
  return {
    argumentsOf: (coordinate, args, choose) => {
      const sets = fields[coordinate];
      const fixed = sets?.[choose(sets.length)] ?? {};
      return Object.fromEntries(
        args.flatMap((argument) => {
          if (argument.name in fixed) return [[argument.name, fixed[argument.name]]];
          const isNeeded =
            argument.name === 'first' || (isNonNullType(argument.type) && argument.defaultValue === undefined);
          const isGiven = isNeeded || (!sets && choose(100) < 45);
          return isGiven ? [[argument.name, choice(argument.type, argument, choose)]] : [];
        }),
      );
    },
  };

  function choice(type: GraphQLInputType, place: GraphQLArgument | GraphQLInputField, choose: Choose): unknown {
    if (isNonNullType(type)) return choice(type.ofType, place, choose);
    if (isListType(type)) return Array.from({ length: choose(3) }, () => choice(type.ofType, place, choose));
    if (isEnumType(type)) {
      const values = type.getValues();
      return values[choose(values.length)]?.value;
    }
    if (isInputObjectType(type)) {
      const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || choose(100) < 35);
      return Object.fromEntries(given.map((field) => [field.name, choice(field.type, field, choose)]));
    }
    const known = names[place.name] ?? names[type.name];
    if (!known) throw new Error(`No values are known for ${place.name} of type ${type.name}.`);
    return known[choose(known.length)];
  }
}
