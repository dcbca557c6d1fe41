import {
  type ArgumentNode,
  type DirectiveNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { type Declared, isListOf, isSize, type ListSize, unknownListSize } from './directives.ts';

/** A constant, or the index of an amount that depends on the variables. */
export type Amount = number | { index: number };

/** The upper bound of all sums, so that they remain exact enough to compare, and finite. */
export const largestCost = Number.MAX_SAFE_INTEGER;

export type Variables = Readonly<Record<string, unknown>>;

/** Collects the amounts of one operation that depend on its variables. */
export interface Amounts {
  /** Whether a selection is included: 1 or 0. */
  isTaken(directives: readonly DirectiveNode[] | undefined): Amount;
  /** The number of items that the field returns by its arguments. */
  size(node: FieldNode, field: GraphQLField<unknown, unknown>, listSize: ListSize): Amount;
  /** The sum of the weights of the given arguments. */
  argumentWeight(node: FieldNode, field: GraphQLField<unknown, unknown>): Amount;
  /** The amounts by index, for the variables as the client sent them. */
  read(variables: Variables): number[];
}

/** The maximum depth of a value. Real values are less deep, and one that exhausts the stack costs the maximum. */
const deepestValue = 100;

/** Arguments that list the requested items: the response has as many items. No directive can express this. */
const lengthArguments = ['ids', 'representations'];

export function collectAmounts(operation: OperationDefinitionNode, declared: Declared): Amounts {
  const readers: ((variables: Variables) => number)[] = [];
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  );
  return {
    isTaken: (directives = []) => {
      if (directives.length === 0) return 1;
      const conditions = directives.filter(({ name }) => name.value === 'skip' || name.value === 'include');
      const values = conditions.flatMap(({ arguments: given }) => given?.[0]?.value ?? []);
      return amount(values, (variables) =>
        conditions.some(({ name, arguments: given }) => {
          // An invalid condition includes the selection, so that it does not lower the cost.
          const isSkip = name.value === 'skip';
          return read(given?.[0]?.value, variables) === isSkip;
        })
          ? 0
          : 1,
      );
    },
    size: (node, field, listSize) => {
      const assumed = listSize.assumedSize ?? unknownListSize;
      const slicing = listSize.slicingArguments.map((name) => argumentIn(node, field, name));
      const counted = isListOf(field.type)
        ? lengthArguments.filter((name) => field.args.some((argument) => argument.name === name))
        : [];
      const lists = counted.map((name) => argumentIn(node, field, name));
      return amount(
        [...slicing, ...lists].flatMap(({ value }) => value ?? []),
        (variables) => {
          const sizes = slicing.flatMap(({ value, fallback }) => {
            const asked = read(value, variables);
            const given = asked === undefined ? fallback : asked;
            if (given === undefined) return [];
            return isSize(given) ? given : assumed;
          });
          for (const { value } of lists) {
            const given = read(value, variables);
            if (given != null) sizes.push(Array.isArray(given) ? given.length : 1);
          }
          return sizes.length > 0 ? Math.max(...sizes) : assumed;
        },
      );
    },
    argumentWeight: (node, field) => {
      if (!node.arguments?.length) return 0;
      const weighed = node.arguments.flatMap(({ name, value }) => {
        const argument = field.args.find((one) => one.name === name.value);
        return argument && mayWeigh(argument.type, declared.inputWeight(argument)) ? { argument, value } : [];
      });
      return amount(
        weighed.map(({ value }) => value),
        (variables) =>
          weighed.reduce(
            (sum, { argument, value }) =>
              sum + weightOf(read(value, variables), argument.type, declared.inputWeight(argument)),
            0,
          ),
      );
    },
    read: (variables) => readers.map((reader) => reader(variables)),
  };

  function amount(values: readonly ValueNode[], reader: (variables: Variables) => number): Amount {
    if (!values.some(hasVariable)) return reader({});
    readers.push(reader);
    return { index: readers.length - 1 };
  }

  function read(value: ValueNode | undefined, variables: Variables): unknown {
    if (!value) return undefined;
    if (value.kind !== Kind.VARIABLE)
      return hasVariable(value) ? readInner(value, variables) : valueFromASTUntyped(value);
    const name = value.name.value;
    // Variables may have names of inherited object properties, such as `constructor`.
    if (Object.hasOwn(variables, name) && variables[name] !== undefined) return variables[name];
    const fallback = defaults.get(name);
    return fallback && valueFromASTUntyped(fallback);
  }

  function readInner(value: ValueNode, variables: Variables): unknown {
    if (value.kind === Kind.LIST) return value.values.map((item) => read(item, variables) ?? null);
    if (value.kind !== Kind.OBJECT) return undefined;
    return Object.fromEntries(value.fields.map((field) => [field.name.value, read(field.value, variables)]));
  }

  /** The weight of a list is that of its items; the weight of an input object is its own and that of its fields. */
  function weightOf(value: unknown, type: GraphQLInputType, own: number, depth = 0): number {
    if (value == null) return 0;
    if (depth > deepestValue) return largestCost;
    if (Array.isArray(value)) {
      return value.reduce<number>((sum, item) => sum + weightOf(item, type, own, depth + 1), 0);
    }
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return own + declared.typeWeight(named);
    if (typeof value !== 'object') return own;
    const fields = named.getFields();
    return Object.entries(value).reduce((sum, [name, inner]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field ? sum + weightOf(inner, field.type, declared.inputWeight(field), depth + 1) : sum;
    }, own);
  }

  function mayWeigh(type: GraphQLInputType, own: number): boolean {
    const named = getNamedType(type);
    return own !== 0 || isInputObjectType(named) || declared.typeWeight(named) !== 0;
  }
}

/** The value of an amount, given the values of the variable amounts. */
export function amountIn(amount: Amount, values: readonly number[]): number {
  return typeof amount === 'number' ? amount : (values[amount.index] as number);
}

function argumentIn(node: FieldNode, field: GraphQLField<unknown, unknown>, name: string) {
  const given: ArgumentNode | undefined = node.arguments?.find((argument) => argument.name.value === name);
  const defined: GraphQLArgument | undefined = field.args.find((argument) => argument.name === name);
  return { value: given?.value, fallback: isSize(defined?.defaultValue) ? defined.defaultValue : undefined };
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value));
}
