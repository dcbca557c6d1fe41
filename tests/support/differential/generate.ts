import fc from 'fast-check';
import {
  astFromValue,
  doTypesOverlap,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
  type OperationTypeNode,
  parse,
  print,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { type Choose, noValue, type ValueSource } from './values.ts';

/** One operation with its variables, and the number of its viewer. */
export interface Generated {
  query: string;
  variables: Record<string, unknown>;
  viewer: number;
}

export interface GenerateOptions {
  schema: GraphQLSchema;
  /** Meaningful values for arguments. */
  values: ValueSource;
  viewers: number;
  /** Validation rules in addition to the specification's. */
  rules: readonly ValidationRule[];
  /** Queries by default. Mutations are only for data that can be written twice. */
  kind?: 'query' | 'mutation';
}

/** Limits of one operation. */
const most = { selections: 45, depth: 8 };

/** Names with another meaning for a planner, a subgraph or JavaScript. */
const aliases = [
  ...['id', 'handle', 'slug', 'title', 'name', 'nodes', 'node', 'a', 'b', 'c', '__typename', '_entities', '__proto__'],
  ...['constructor', 'toString', 'representations', '__a_id', 'id__alias_0', '__isNode', 'Product', 'hasOwnProperty'],
];

const below = (count: number) => fc.nat(count - 1);

/** Valid operations over the whole schema, with aliases, fragments, conditions and variables. */
export function operations(options: GenerateOptions): fc.Arbitrary<Generated> {
  const valid = fc.gen().map((g) => {
    // Not by `filter`, which would draw the same choices again.
    for (;;) {
      const generated = generate(options, (count) => g(below, count));
      if (isValid(generated.query, options)) return generated;
    }
  });
  // A bias towards small numbers would make all choices similar.
  return fc.noBias(valid);
}

/** Whether the operation is valid for the gateway. */
export function isValid(query: string, { schema, rules }: Pick<GenerateOptions, 'schema' | 'rules'>): boolean {
  return validate(schema, parse(query), [...specifiedRules, ...rules]).length === 0;
}

function generate({ schema, values, viewers, kind = 'query' }: GenerateOptions, choose: Choose): Generated {
  const variables: Record<string, unknown> = {};
  const declarations: string[] = [];
  const fragments: { name: string; type: GraphQLCompositeType; text: string }[] = [];
  const composites = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith('__'),
  );
  let made = 0;
  const often = (percent: number) => choose(100) < percent;
  const oneOf = <Item>(items: readonly Item[]): Item => items[choose(items.length)] as Item;

  const root = schema.getRootType(kind as OperationTypeNode) as GraphQLObjectType;
  const body = selectionSet(root, most.depth);
  const head = declarations.length > 0 ? `(${declarations.join(', ')})` : '';
  const query = [`${kind} Q${head} ${body}`, ...fragments.map(({ text }) => text)].join('\n');
  return { query: print(parse(query)), variables, viewer: choose(viewers) };

  function selectionSet(type: GraphQLCompositeType, depth: number): string {
    const selections = Array.from({ length: 1 + choose(3) }, () => selection(type, depth));
    return `{ ${selections.join(' ')} }`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    made += 1;
    if (made > most.selections || often(10)) return `${often(30) ? `${oneOf(aliases)}: ` : ''}__typename${condition()}`;
    if (isUnionType(type) || often(22)) return fragment(type, depth);
    const all = Object.values(type.getFields());
    const shallow = all.filter((field) => depth > 1 || !isCompositeType(getNamedType(field.type)));
    return shallow.length > 0 ? field(oneOf(shallow), type, depth) : '__typename';
  }

  function field(definition: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType, depth: number): string {
    const args = argumentsOf(definition, parent);
    // Two fields with the same response key and different arguments do not merge.
    const alias = often(args.length > 0 ? 40 : 25) ? `${oneOf(aliases)}: ` : '';
    const type = getNamedType(definition.type);
    const inner = isCompositeType(type) ? ` ${selectionSet(type, depth - 1)}` : '';
    return `${alias}${definition.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${condition()}${inner}`;
  }

  function fragment(type: GraphQLCompositeType, depth: number): string {
    const known = fragments.filter((one) => doTypesOverlap(schema, one.type, type));
    if (known.length > 0 && often(30)) return `...${oneOf(known).name}${condition()}`;
    if (!isUnionType(type) && often(15)) return `...${condition()} ${selectionSet(type, depth)}`;
    const narrowed = oneOf(composites.filter((one) => doTypesOverlap(schema, one, type)));
    if (often(60)) return `... on ${narrowed.name}${condition()} ${selectionSet(narrowed, depth)}`;
    const name = `F${choose(1_000_000)}`;
    const text = `fragment ${name} on ${narrowed.name} ${selectionSet(narrowed, depth)}`;
    fragments.push({ name, type: narrowed, text });
    return `...${name}${condition()}`;
  }

  function condition(): string {
    if (!often(12)) return '';
    const value = often(50);
    return ` @${oneOf(['skip', 'include'])}(if: ${often(70) ? variable('Boolean!', value, String(value)) : value})`;
  }

  function argumentsOf(definition: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType): string[] {
    const given = values.argumentsOf(`${parent.name}.${definition.name}`, definition.args, choose);
    return definition.args.flatMap((argument) => {
      const value = given[argument.name] ?? noValue;
      return value === noValue ? [] : [`${argument.name}: ${written(argument, value)}`];
    });
  }

  function written({ type }: GraphQLArgument, value: unknown): string {
    const literal = print(astFromValue(value, type as GraphQLInputType) ?? { kind: 'NullValue' as never });
    return often(40) ? variable(String(type), value, literal) : literal;
  }

  /** A variable with this value, as a value or as its default. */
  function variable(type: string, value: unknown, literal: string): string {
    const name = `v${declarations.length}`;
    const isDefault = value !== null && often(25);
    declarations.push(`$${name}: ${type}${isDefault ? ` = ${literal}` : ''}`);
    if (!isDefault || often(30)) variables[name] = value;
    return `$${name}`;
  }
}
