import {
  type ArgumentNode,
  type ConstValueNode,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parseType,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { Data } from '../answer.ts';
import { argumentsOf, type PlanArguments } from './names.ts';

/**
 * The arguments of one operation, lifted out of it: each becomes a variable of the type that the schema gives it, whether
 * the client wrote a literal or a variable, so that a plan depends on no value. A literal that JSON cannot hold, such as the
 * name of an enum value for a custom scalar, stays where it is.
 */
export interface Lifting {
  planArguments: PlanArguments;
  /** The definitions of those of the variables that are used. */
  definitionsOf(used: ReadonlySet<string>): VariableDefinitionNode[];
  /** The values of all variables, given those of the client's. What has none is absent. */
  valuesOf(given: Readonly<Data>): Data;
}

interface LiftedValue {
  definition: VariableDefinitionNode;
  /** Undefined where there is none. */
  valueFor(given: Readonly<Data>): unknown;
}

export function liftingOf({ variableDefinitions = [] }: OperationDefinitionNode): Lifting {
  const clients = new Map(variableDefinitions.map((definition) => [definition.variable.name.value, definition]));
  const lifted = new Map<string, LiftedValue>();
  const kept = new Map<string, string>();

  return {
    planArguments: ({ arguments: given = [], name }, parent) =>
      // In the order of the schema: the client's says nothing.
      argumentsOf(parent, name.value).flatMap(({ name: own, type, defaultValue }): ArgumentNode[] => {
        const argument = given.find((one) => one.name.value === own);
        if (!argument) return [];
        const value = canLift(argument.value, type)
          ? lift(argument.value, type, defaultValue !== undefined)
          : keep(argument.value);
        return [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: own }, value }];
      }),
    definitionsOf: (used) => [...lifted].filter(([name]) => used.has(name)).map(([, { definition }]) => definition),
    valuesOf: (given) =>
      Object.fromEntries(
        [...lifted].map(([name, { valueFor }]) => [name, valueFor(given)]).filter(([, value]) => value !== undefined),
      ),
  };

  function lift(value: ValueNode, type: GraphQLInputType, hasDefault: boolean): ValueNode {
    const name = `a${lifted.size}`;
    // What may be missing is allowed here only because the argument has a default.
    const isOptional = hasDefault && isNonNullType(type) && mayBeMissing(value);
    define(name, parseType(String(isOptional ? type.ofType : type)), undefined, (given) =>
      valueFor(value, type, given),
    );
    return variable(name);
  }

  /** The same value, with the client's variables under other names. */
  function keep(value: ValueNode): ValueNode {
    return visit(value, {
      enter: (node) =>
        node.kind === Kind.VARIABLE ? variable(kept.get(node.name.value) ?? keepVariable(node.name.value)) : undefined,
    });
  }

  function keepVariable(client: string): string {
    const { type, defaultValue } = clients.get(client) as VariableDefinitionNode;
    const name = `k${lifted.size}`;
    kept.set(client, name);
    define(name, type, defaultValue, (given) => (Object.hasOwn(given, client) ? given[client] : undefined));
    return name;
  }

  function define(
    name: string,
    type: VariableDefinitionNode['type'],
    defaultValue: ConstValueNode | undefined,
    valueFor: LiftedValue['valueFor'],
  ): void {
    const definition = { kind: Kind.VARIABLE_DEFINITION, variable: variable(name), type, defaultValue } as const;
    lifted.set(name, { definition, valueFor });
  }

  function mayBeMissing(value: ValueNode): boolean {
    if (value.kind !== Kind.VARIABLE) return false;
    const definition = clients.get(value.name.value);
    return definition?.type.kind !== Kind.NON_NULL_TYPE && !definition?.defaultValue;
  }

  function canLift(node: ValueNode, type: GraphQLInputType): boolean {
    if (isNonNullType(type)) return canLift(node, type.ofType);
    if (node.kind === Kind.NULL) return true;
    if (node.kind === Kind.VARIABLE) {
      const fallback = clients.get(node.name.value)?.defaultValue;
      return !fallback || canLift(fallback, type);
    }
    if (isListType(type)) {
      return node.kind === Kind.LIST
        ? node.values.every((item) => canLift(item, type.ofType))
        : canLift(node, type.ofType);
    }
    if (isInputObjectType(type)) {
      const fields = type.getFields();
      const isKnown = (name: string, value: ValueNode) => {
        const field = fields[name];
        return field !== undefined && canLift(value, field.type);
      };
      return node.kind === Kind.OBJECT && node.fields.every(({ name, value }) => isKnown(name.value, value));
    }
    if (isEnumType(type)) return node.kind === Kind.ENUM;
    return isPlain(node);
  }

  /** Whether JSON holds a leaf, or what a custom scalar makes an object or a list of. */
  function isPlain(node: ValueNode): boolean {
    switch (node.kind) {
      case Kind.INT:
      case Kind.FLOAT:
        return Number.isFinite(Number(node.value));
      case Kind.LIST:
        return node.values.every(isPlain);
      case Kind.OBJECT:
        return node.fields.every(({ value }) => isPlain(value));
      case Kind.VARIABLE: {
        const fallback = clients.get(node.name.value)?.defaultValue;
        return !fallback || isPlain(fallback);
      }
      default:
        // A custom scalar may take the name of an enum value for something else than a string.
        return node.kind !== Kind.ENUM;
    }
  }

  function valueFor(node: ValueNode, type: GraphQLInputType, given: Readonly<Data>): unknown {
    if (isNonNullType(type)) return valueFor(node, type.ofType, given);
    switch (node.kind) {
      case Kind.NULL:
        return null;
      case Kind.VARIABLE: {
        const name = node.name.value;
        if (Object.hasOwn(given, name) && given[name] !== undefined) return given[name];
        const fallback = clients.get(name)?.defaultValue;
        return fallback && valueFor(fallback, type, given);
      }
      case Kind.LIST: {
        const item = isListType(type) ? type.ofType : type;
        // A variable without a value is null in a list.
        return node.values.map((value) => valueFor(value, item, given) ?? null);
      }
      case Kind.OBJECT: {
        const fields = objectTypeOf(type)?.getFields();
        const entries = node.fields.map(({ name, value }) => [
          name.value,
          valueFor(value, fields?.[name.value]?.type ?? type, given),
        ]);
        // Not by assignment: `__proto__` is a name like any other.
        return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
      }
      case Kind.INT:
      case Kind.FLOAT:
        return leafName(type) === 'ID' ? node.value : Number(node.value);
      default:
        return node.value;
    }
  }
}

function variable(name: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
}

function objectTypeOf(type: GraphQLInputType) {
  const inner = getNamedType(type);
  return isInputObjectType(inner) ? inner : undefined;
}

/** A single value stands for a list of one. */
function leafName(type: GraphQLInputType): string {
  return getNamedType(type).name;
}
