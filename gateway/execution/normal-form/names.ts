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

/** One field of an answer, whatever the client calls it. */
export interface NamedField {
  /** Its name in the client's answer. */
  key: string;
  /** Its name in the data of the subgraphs. */
  raw: string;
  /** Its arguments, as they are planned. */
  args: readonly ArgumentNode[];
  /** The names within the objects that it returns. */
  inner: Names;
}

/**
 * The names that the fields of one place of an answer have in the data of the subgraphs. They do not depend on the
 * client's aliases: a field keeps its name; one that is asked for again at the same place, with other arguments or under
 * another name in the answer, is numbered. No raw name is therefore equal to a key of an entity, to `__typename` or to a
 * name that the planner generates. A field with arguments that a subgraph requires is numbered always, since the planner
 * adds it with other arguments under its own name (apollographql/federation#2996).
 */
export interface Names {
  /** The names of a field; they are given at the first call. `parent` is the type that it is selected on. */
  fieldOf(field: FieldNode, parent: GraphQLCompositeType): NamedField;
  /** The field of this name in the data of the subgraphs. */
  fieldNamed(raw: string): NamedField | undefined;
}

/** Prepares the arguments of a field for planning. It is called once for each field of an answer. */
export type PlanArguments = (field: FieldNode, parent: GraphQLCompositeType) => readonly ArgumentNode[];

/** Names for the fields at the root of an operation, and all within them; `required` are names of fields that subgraphs require. */
export function createNames(planArguments: PlanArguments, required: ReadonlySet<string>): Names {
  const fields = new Map<string, NamedField>();
  const byRaw = new Map<string, NamedField>();
  const counts = new Map<string, number>();

  return {
    fieldOf: (field, parent) => {
      const identity = `${nameOf(field)} ${field.name.value}${printArguments(field, parent)}`;
      const known = fields.get(identity);
      if (known) return known;
      const name = field.name.value;
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      const isPlain = count === 0 && !(required.has(name) && argumentsOf(parent, name).length > 0);
      const named: NamedField = {
        key: nameOf(field),
        raw: isPlain ? name : `__a${count}_${name}`,
        args: planArguments(field, parent),
        // Most fields are leaves, for each of which maps would take more memory than all else.
        inner: returnsObjects(parent, name) ? createNames(planArguments, required) : noNames,
      };
      fields.set(identity, named);
      byRaw.set(named.raw, named);
      return named;
    },
    fieldNamed: (raw) => byRaw.get(raw),
  };
}

/** Within leaves. Nothing is selected there. */
const noNames: Names = {
  fieldOf: ({ name }) => {
    throw new Error(`The field ${name.value} is selected on a leaf.`);
  },
  fieldNamed: () => undefined,
};

function returnsObjects(parent: GraphQLCompositeType, field: string): boolean {
  return !isUnionType(parent) && isCompositeType(getNamedType(parent.getFields()[field]?.type));
}

/** The arguments that a type's field may have. */
export function argumentsOf(parent: GraphQLCompositeType, field: string) {
  return (isUnionType(parent) ? undefined : parent.getFields()[field]?.args) ?? [];
}

/** Stands in a path for a field that only the planner selected. No field of an answer is called so. */
export const unselected = '';

/** The path in the client's answer for a path in the data of the subgraphs, to the first field that the client did not select. */
export function clientPath(path: readonly (string | number)[], names: Names): (string | number)[] {
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

/** The same error at another path. */
export function errorAt(error: GraphQLError, path: readonly (string | number)[]): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message, { path, extensions, originalError: error.originalError ?? error });
}

/**
 * What tells the arguments of one field from those of another under the same name: objects of different types may have
 * such fields at one place (specification 5.3.2). The order of arguments and input fields says nothing.
 */
function printArguments({ arguments: given = [], name }: FieldNode, parent: GraphQLCompositeType): string {
  if (given.length === 0) return '';
  const types = new Map(argumentsOf(parent, name.value).map((argument) => [argument.name, String(argument.type)]));
  const printed = given.map((argument) => {
    const own = argument.name.value;
    return `${own}:${types.get(own)}=${printValue(argument.value)}`;
  });
  return `(${printed.sort().join(',')})`;
}

function printValue(value: ValueNode): string {
  if (value.kind === 'ListValue') return `[${value.values.map(printValue).join(',')}]`;
  if (value.kind !== 'ObjectValue') return print(value);
  const fields = value.fields.map((field) => `${field.name.value}:${printValue(field.value)}`);
  return `{${fields.sort().join(',')}}`;
}
