import {
  type ASTNode,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  valueFromASTUntyped,
} from 'graphql';

/** The link of a supergraph that declares `@cacheControl` and `@cacheTag`. Without it, directives of these names say nothing. */
const cacheLink = 'https://specs.axiom.example/cache/';

/** The `@cacheControl` of one type or field. */
export interface Hint {
  /** Seconds. */
  maxAge?: number | undefined;
  /** Seconds in caches that drop it by its tags. It is there where `maxAge` is. */
  taggedMaxAge?: number | undefined;
  isPrivate?: boolean | undefined;
  inheritMaxAge?: boolean | undefined;
  /** Seconds after `maxAge` for which a result may be used while its subgraph fails. */
  staleIfError?: number | undefined;
}

/** The cache hints of a supergraph. */
export interface Hints {
  ofType(type: GraphQLNamedType): Hint;
  ofField(field: Field): Hint;
  /** The formats of the tags of a type, without those of its interfaces. */
  tagsOfType(type: GraphQLNamedType): readonly string[];
  tagsOfField(field: Field): readonly string[];
}

export type Field = GraphQLField<unknown, unknown>;

/** Reads the hints of a full supergraph schema; undefined where it does not link the directives. */
export function readHints(schema: GraphQLSchema): Hints | undefined {
  const links = directivesOf([schema.astNode, ...schema.extensionASTNodes], 'link');
  if (!links.some((link) => String(argumentsOf(link).url).startsWith(cacheLink))) return undefined;
  const hints = new Map<object, Hint>();
  const tags = new Map<object, readonly string[]>();
  const typeNodes = (type: GraphQLNamedType) => [type.astNode, ...type.extensionASTNodes];
  return {
    ofType: (type) => remembered(hints, type, () => hintOf(typeNodes(type))),
    ofField: (field) => remembered(hints, field, () => hintOf([field.astNode])),
    tagsOfType: (type) => remembered(tags, type, () => formatsOf(typeNodes(type))),
    tagsOfField: (field) => remembered(tags, field, () => formatsOf([field.astNode])),
  };
}

type Annotated = ASTNode | null | undefined;

/** Composition refuses different hints of one element. Should there be several, the least counts. */
function hintOf(nodes: readonly Annotated[]): Hint {
  const hint: Hint = {};
  for (const [index, directive] of directivesOf(nodes, 'cacheControl').entries()) {
    const {
      maxAge,
      taggedMaxAge,
      scope,
      inheritMaxAge,
      staleIfError = index === 0 ? undefined : 0,
    } = argumentsOf(directive);
    if (typeof maxAge === 'number') {
      const tagged = typeof taggedMaxAge === 'number' ? taggedMaxAge : maxAge;
      hint.maxAge = Math.min(maxAge, hint.maxAge ?? maxAge);
      hint.taggedMaxAge = Math.min(tagged, hint.taggedMaxAge ?? tagged);
    }
    if (typeof staleIfError === 'number') hint.staleIfError = Math.min(staleIfError, hint.staleIfError ?? staleIfError);
    if (inheritMaxAge === true) hint.inheritMaxAge = true;
    if (scope === 'PRIVATE') hint.isPrivate = true;
    else if (scope === 'PUBLIC') hint.isPrivate ??= false;
  }
  return hint;
}

function formatsOf(nodes: readonly Annotated[]): readonly string[] {
  return directivesOf(nodes, 'cacheTag').map((directive) => String(argumentsOf(directive).format));
}

/** The arguments of a directive in a supergraph, as constants. */
export function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** The directives of this name on the nodes of one element. */
export function directivesOf(nodes: readonly Annotated[], name: string): ConstDirectiveNode[] {
  return nodes.flatMap((node) =>
    node && 'directives' in node
      ? (node.directives ?? []).filter((directive): directive is ConstDirectiveNode => directive.name.value === name)
      : [],
  );
}

function remembered<Value>(known: Map<object, Value>, element: object, read: () => Value): Value {
  const found = known.get(element);
  if (found !== undefined) return found;
  const value = read();
  known.set(element, value);
  return value;
}
