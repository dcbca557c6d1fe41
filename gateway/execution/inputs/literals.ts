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
import { elsewhere, type Fault, faultsOf, type InputPath } from './values.ts';

/** A literal that is not allowed, and the part of the document that holds it. */
export interface LiteralFault extends Fault {
  node: ValueNode;
  /** Whether the literal is the default of a variable; its path begins with that variable's name. */
  isDefault: boolean;
}

/** What a document itself says about its inputs. */
export interface Literals {
  faults: LiteralFault[];
  /** Variable → the argument, or part of one, that it is first used as. */
  usages: ReadonlyMap<string, InputPath>;
  /** Operation → its variables that are used where null is not allowed, whatever their own types say. */
  neverNull: ReadonlyMap<string | undefined, ReadonlySet<string>>;
}

/** Checks every literal of a valid document, of arguments and of defaults. */
export function literalsOf(document: DocumentNode, schema: GraphQLSchema, isOpen: boolean): Literals {
  const faults: LiteralFault[] = [];
  const usages = new Map<string, InputPath>();
  const check = (type: GraphQLInputType | null | undefined, node: ValueNode, name: string, isDefault: boolean) => {
    const value = jsonOf(node, [name], usages);
    if (type) faults.push(...faultsOf(type, value, [name], isOpen).map((fault) => ({ ...fault, node, isDefault })));
  };
  const types = new TypeInfo(schema);
  const enter = (node: ASTNode) => {
    if (node.kind === Kind.ARGUMENT) check(types.getArgument()?.type, node.value, node.name.value, false);
    else if (node.kind !== Kind.VARIABLE_DEFINITION) return undefined;
    else if (node.defaultValue) check(typeOf(schema, node), node.defaultValue, node.variable.name.value, true);
    return false;
  };
  visit(document, visitWithTypeInfo(types, { enter }));
  return { faults, usages, neverNull: neverNullIn(document, schema) };
}

/** A variable with a default may be used where null is not allowed, and be null all the same (specification, 5.8.5). */
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

/** The type of a variable; undefined where it is none that can be sent. */
export function typeOf(schema: GraphQLSchema, { type }: VariableDefinitionNode): GraphQLInputType | undefined {
  return typeFromAST(schema, type as never) as GraphQLInputType | undefined;
}

/** The literal as JSON would hold it, and, on the way, where it uses variables. */
function jsonOf(node: ValueNode, path: InputPath, usages: Map<string, InputPath>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      if (!usages.has(node.name.value)) usages.set(node.name.value, path);
      return elsewhere;
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map((item, index) => jsonOf(item, [...path, index], usages));
    case Kind.OBJECT:
      // Not by assignment: `__proto__` is a name like any other.
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, jsonOf(value, [...path, name.value], usages)]),
      );
    default:
      return node.value;
  }
}
