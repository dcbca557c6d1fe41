import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  getNamedType,
  isCompositeType,
  isUnionType,
  print,
  type ValueNode,
} from 'graphql';
import { nameOf } from '../selections.ts';

/** One field of a response, with its name in the client's response and in the plan. */
export interface NamedField {
  /** Its response key. */
  key: string;
  /** Its name in the plan and in the data of the subgraphs. */
  plannedName: string;
  /** Its arguments in the plan. */
  args: readonly ArgumentNode[];
  /** The names within the objects that it returns. */
  inner: FieldNames;
}

/**
 * The planned names of the fields at one place of a response. They do not depend on the client's aliases: a field keeps
 * its schema name; if it is selected again with other arguments or another response key, it gets a numbered alias.
 * Planned names therefore never equal a key of an entity, `__typename` or a name that the planner generates. What
 * `@requires` selects with arguments has names of its own: see `planning/repairs/required-fields.ts`.
 */
export interface FieldNames {
  /** The names of a field, assigned at the first call. `parent`: the type that it is selected on. */
  fieldOf(field: FieldNode, parent: GraphQLCompositeType): NamedField;
  /** The field with this planned name. */
  fieldNamed(plannedName: string): NamedField | undefined;
}

/** Converts the arguments of a field for planning. It is called once for each field of a response. */
export type PlanArguments = (field: FieldNode, parent: GraphQLCompositeType) => readonly ArgumentNode[];

/** Creates the names for the root of an operation and all nested places. */
export function createFieldNames(planArguments: PlanArguments): FieldNames {
  const fields = new Map<string, NamedField>();
  const byPlannedName = new Map<string, NamedField>();
  const counts = new Map<string, number>();

  return {
    fieldOf: (field, parent) => {
      const identity = `${nameOf(field)} ${field.name.value}${printArguments(field, parent)}`;
      const known = fields.get(identity);
      if (known) return known;
      const name = field.name.value;
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      const named: NamedField = {
        key: nameOf(field),
        plannedName: count === 0 ? name : `__a${count}_${name}`,
        args: planArguments(field, parent),
        // Most fields are leaves. Maps for each of them would use most of the memory.
        inner: returnsObjects(parent, name) ? createFieldNames(planArguments) : noNames,
      };
      fields.set(identity, named);
      byPlannedName.set(named.plannedName, named);
      return named;
    },
    fieldNamed: (plannedName) => byPlannedName.get(plannedName),
  };
}

/** The names within leaves, where nothing can be selected. */
const noNames: FieldNames = {
  fieldOf: ({ name }) => {
    throw new Error(`The field ${name.value} is selected on a leaf.`);
  },
  fieldNamed: () => undefined,
};

function returnsObjects(parent: GraphQLCompositeType, field: string): boolean {
  return !isUnionType(parent) && isCompositeType(getNamedType(parent.getFields()[field]?.type));
}

/** The arguments of a field of a type. */
export function argumentsOf(parent: GraphQLCompositeType, field: string) {
  return (isUnionType(parent) ? undefined : parent.getFields()[field]?.args) ?? [];
}

/** The path element of a field that only the planner selected. No response key is empty. */
export const unselected = '';

/**
 * Converts a path in the data of the subgraphs to one in the client's response. It ends at the first field the client
 * did not select.
 */
export function clientPath(path: readonly (string | number)[], names: FieldNames): (string | number)[] {
  const keys: (string | number)[] = [];
  let at = names;
  for (const key of path) {
    if (typeof key === 'number') keys.push(key);
    else {
      const field = at.fieldNamed(key);
      if (!field) return [...keys, unselected];
      keys.push(field.key);
      at = field.inner;
    }
  }
  return keys;
}

/** Converts a place of a plan, with `@` for every item of a list, in the same way. */
export function clientPlace(place: readonly (string | number)[], names: FieldNames): string[] {
  const keys: string[] = [];
  let at = names;
  for (const name of place.map(String)) {
    const field = name === '@' ? undefined : at.fieldNamed(name);
    if (name !== '@' && !field) return keys;
    keys.push(field?.key ?? name);
    at = field?.inner ?? at;
  }
  return keys;
}

/** The same error at another path. */
export function errorAt(error: GraphQLError, path: readonly (string | number)[]): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message, { path, extensions, originalError: error.originalError ?? error });
}

/**
 * A canonical text of a field's arguments and their types. Objects of different types may have fields with the same
 * response key and different argument types at one place (specification 5.3.2). The order of arguments and input fields
 * is irrelevant.
 */
function printArguments({ arguments: argumentNodes = [], name }: FieldNode, parent: GraphQLCompositeType): string {
  if (argumentNodes.length === 0) return '';
  const types = new Map(argumentsOf(parent, name.value).map((argument) => [argument.name, String(argument.type)]));
  const printed = argumentNodes.map((argument) => {
    const argumentName = argument.name.value;
    return `${argumentName}:${types.get(argumentName)}=${printValue(argument.value)}`;
  });
  return `(${printed.sort().join(',')})`;
}

function printValue(value: ValueNode): string {
  if (value.kind === 'ListValue') return `[${value.values.map(printValue).join(',')}]`;
  if (value.kind !== 'ObjectValue') return print(value);
  const fields = value.fields.map((field) => `${field.name.value}:${printValue(field.value)}`);
  return `{${fields.sort().join(',')}}`;
}
