import {
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  TypeInfo,
  typeFromAST,
  ValidationContext,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type InputPath, type InvalidInput, validateInput, variableValue } from './values.ts';

/** An invalid literal of a document. */
export interface InvalidLiteral extends InvalidInput {
  node: ValueNode;
  /** Whether the literal is the default of a variable. Its path then begins with that variable's name. */
  isDefault: boolean;
}

/** The inputs of a document. */
export interface Literals {
  invalid: InvalidLiteral[];
  /** For each variable, the argument, or the part of one, where it is first used. */
  usages: ReadonlyMap<string, InputPath>;
  /** For each operation, the variables that are used in non-null positions, regardless of their own types. */
  neverNull: ReadonlyMap<string | undefined, ReadonlySet<string>>;
}

/** Validates every literal of a document: arguments and defaults of variables. */
export function literalsOf(document: DocumentNode, schema: GraphQLSchema, isOpen: boolean): Literals {
  const invalid: InvalidLiteral[] = [];
  const usages = new Map<string, InputPath>();
  const check = (type: GraphQLInputType | null | undefined, node: ValueNode, name: string, isDefault: boolean) => {
    const value = jsonOf(node, [name], usages);
    if (type)
      invalid.push(...validateInput(type, value, [name], isOpen).map((input) => ({ ...input, node, isDefault })));
  };
  const types = new TypeInfo(schema);
  const enter = (node: ASTNode) => {
    if (node.kind === Kind.ARGUMENT) check(types.getArgument()?.type, node.value, node.name.value, false);
    else if (node.kind !== Kind.VARIABLE_DEFINITION) return undefined;
    else if (node.defaultValue) check(typeOf(schema, node), node.defaultValue, node.variable.name.value, true);
    return false;
  };
  visit(document, visitWithTypeInfo(types, { enter }));
  return { invalid, usages, neverNull: neverNullIn(document, schema) };
}

/**
 * A nullable variable with a default is allowed in a non-null position, where it may still be null (specification,
 * 5.8.5).
 */
function neverNullIn(document: DocumentNode, schema: GraphQLSchema): Literals['neverNull'] {
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => {});
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return new Map(
    operations.map((operation) => {
      const strict = context.getRecursiveVariableUsages(operation).filter(({ type }) => isNonNullType(type));
      return [operation.name?.value, new Set(strict.map(({ node }) => node.name.value))];
    }),
  );
}

/** The type of a variable; undefined where it is not an input type. */
export function typeOf(schema: GraphQLSchema, { type }: VariableDefinitionNode): GraphQLInputType | undefined {
  return typeFromAST(schema, type as never) as GraphQLInputType | undefined;
}

/** Converts a literal to JSON, and adds the paths of its variables to `usages`. */
function jsonOf(node: ValueNode, path: InputPath, usages: Map<string, InputPath>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      if (!usages.has(node.name.value)) usages.set(node.name.value, path);
      return variableValue;
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map((item, index) => jsonOf(item, [...path, index], usages));
    case Kind.OBJECT:
      // `Object.fromEntries`, because an assignment to `__proto__` would set the prototype.
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, jsonOf(value, [...path, name.value], usages)]),
      );
    default:
      return node.value;
  }
}
