import {
  type ArgumentNode,
  astFromValue,
  type ConstValueNode,
  type DirectiveNode,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLSchema,
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
import type { Data } from '../response/complete-response.ts';
import { isCondition } from '../selections.ts';
import { argumentsOf, type PlanArguments } from './field-names.ts';

/**
 * The arguments of one operation, extracted into variables: each argument becomes a variable of the type in the schema,
 * whether the client wrote a literal or a variable, so that plans do not depend on values. A literal that JSON cannot
 * represent, such as an enum name for a custom scalar, remains a literal.
 */
export interface ExtractedArguments {
  planArguments: PlanArguments;
  /**
   * The directives of a field, except `@skip` and `@include`. Their arguments remain literals. Defaults are written out,
   * because the definition of a subgraph may have none.
   */
  planDirectives(field: FieldNode): DirectiveNode[];
  /** The definitions of the used variables. */
  definitionsOf(used: ReadonlySet<string>): VariableDefinitionNode[];
  /** The values of all variables, computed from the client's. Variables without a value are absent. */
  valuesOf(raw: Readonly<Data>): Data;
}

interface ExtractedValue {
  definition: VariableDefinitionNode;
  /** The value, computed from the client's variables; undefined for none. */
  valueFor(raw: Readonly<Data>): unknown;
}

/** Extracts the arguments of an operation. */
export function extractArguments(
  { variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
): ExtractedArguments {
  const clientVariables = new Map(
    variableDefinitions.map((definition) => [definition.variable.name.value, definition]),
  );
  const extracted = new Map<string, ExtractedValue>();
  const renamed = new Map<string, string>();

  return {
    planArguments: ({ arguments: clientArguments = [], name }, parent) =>
      // In the order of the schema, because the client's order is irrelevant.
      argumentsOf(parent, name.value).flatMap(({ name: argumentName, type, defaultValue }): ArgumentNode[] => {
        const argument = clientArguments.find((one) => one.name.value === argumentName);
        if (!argument) return [];
        const value = canExtract(argument.value, type)
          ? extract(argument.value, type, defaultValue !== undefined)
          : renameVariables(argument.value);
        return [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: argumentName }, value }];
      }),
    planDirectives: ({ directives = [] }) =>
      directives.filter((directive) => !isCondition(directive)).map(planDirective),
    definitionsOf: (used) => [...extracted].filter(([name]) => used.has(name)).map(([, { definition }]) => definition),
    valuesOf: (raw) =>
      Object.fromEntries(
        [...extracted].map(([name, { valueFor }]) => [name, valueFor(raw)]).filter(([, value]) => value !== undefined),
      ),
  };

  function extract(value: ValueNode, type: GraphQLInputType, hasDefault: boolean): ValueNode {
    const name = `a${extracted.size}`;
    // A nullable variable is allowed in a non-null position only because the argument has a default.
    const isOptional = hasDefault && isNonNullType(type) && mayBeMissing(value);
    define(name, parseType(String(isOptional ? type.ofType : type)), undefined, (raw) => valueFor(value, type, raw));
    return variable(name);
  }

  function planDirective({ name, arguments: clientArguments = [] }: DirectiveNode): DirectiveNode {
    const args = schema.getDirective(name.value)?.args ?? [];
    return {
      kind: Kind.DIRECTIVE,
      name,
      arguments: args.flatMap(({ name: argumentName, type, defaultValue }): ArgumentNode[] => {
        const argument = clientArguments.find((one) => one.name.value === argumentName);
        const value = argument ? renameVariables(argument.value) : astFromValue(defaultValue, type);
        return value ? [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: argumentName }, value }] : [];
      }),
    };
  }

  /** The same literal, with the client's variables renamed. */
  function renameVariables(value: ValueNode): ValueNode {
    return visit(value, {
      enter: (node) =>
        node.kind === Kind.VARIABLE
          ? variable(renamed.get(node.name.value) ?? renameVariable(node.name.value))
          : undefined,
    });
  }

  function renameVariable(client: string): string {
    const { type, defaultValue } = clientVariables.get(client) as VariableDefinitionNode;
    const name = `k${extracted.size}`;
    renamed.set(client, name);
    define(name, type, defaultValue, (raw) => (Object.hasOwn(raw, client) ? raw[client] : undefined));
    return name;
  }

  function define(
    name: string,
    type: VariableDefinitionNode['type'],
    defaultValue: ConstValueNode | undefined,
    valueFor: ExtractedValue['valueFor'],
  ): void {
    const definition = { kind: Kind.VARIABLE_DEFINITION, variable: variable(name), type, defaultValue } as const;
    extracted.set(name, { definition, valueFor });
  }

  function mayBeMissing(value: ValueNode): boolean {
    if (value.kind !== Kind.VARIABLE) return false;
    const definition = clientVariables.get(value.name.value);
    return definition?.type.kind !== Kind.NON_NULL_TYPE && !definition?.defaultValue;
  }

  function canExtract(node: ValueNode, type: GraphQLInputType): boolean {
    if (isNonNullType(type)) return canExtract(node, type.ofType);
    if (node.kind === Kind.NULL) return true;
    if (node.kind === Kind.VARIABLE) {
      const fallback = clientVariables.get(node.name.value)?.defaultValue;
      return !fallback || canExtract(fallback, type);
    }
    if (isListType(type)) {
      return node.kind === Kind.LIST
        ? node.values.every((item) => canExtract(item, type.ofType))
        : canExtract(node, type.ofType);
    }
    if (isInputObjectType(type)) {
      const fields = type.getFields();
      const isKnown = (name: string, value: ValueNode) => {
        const field = fields[name];
        return field !== undefined && canExtract(value, field.type);
      };
      return node.kind === Kind.OBJECT && node.fields.every(({ name, value }) => isKnown(name.value, value));
    }
    if (isEnumType(type)) return node.kind === Kind.ENUM;
    return isPlain(node);
  }

  /** Whether JSON can represent the literal of a scalar. Literals of custom scalars may be objects or lists. */
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
        const fallback = clientVariables.get(node.name.value)?.defaultValue;
        return !fallback || isPlain(fallback);
      }
      default:
        // A custom scalar may distinguish an enum name from a string.
        return node.kind !== Kind.ENUM;
    }
  }

  function valueFor(node: ValueNode, type: GraphQLInputType, raw: Readonly<Data>): unknown {
    if (isNonNullType(type)) return valueFor(node, type.ofType, raw);
    switch (node.kind) {
      case Kind.NULL:
        return null;
      case Kind.VARIABLE: {
        const name = node.name.value;
        if (Object.hasOwn(raw, name) && raw[name] !== undefined) return raw[name];
        const fallback = clientVariables.get(name)?.defaultValue;
        return fallback && valueFor(fallback, type, raw);
      }
      case Kind.LIST: {
        const item = isListType(type) ? type.ofType : type;
        // In a list, a variable without a value is null.
        return node.values.map((value) => valueFor(value, item, raw) ?? null);
      }
      case Kind.OBJECT: {
        const fields = objectTypeOf(type)?.getFields();
        const entries = node.fields.map(({ name, value }) => [
          name.value,
          valueFor(value, fields?.[name.value]?.type ?? type, raw),
        ]);
        // `Object.fromEntries`, because an assignment to `__proto__` would set the prototype.
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

/** The node of a variable. */
export function variable(name: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
}

function objectTypeOf(type: GraphQLInputType) {
  const inner = getNamedType(type);
  return isInputObjectType(inner) ? inner : undefined;
}

/** The name of the leaf type, also of a list: a single value is coerced to a list of one. */
function leafName(type: GraphQLInputType): string {
  return getNamedType(type).name;
}
