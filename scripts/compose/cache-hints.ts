import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  print,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

/** The schema of one subgraph. */
export interface HintedSubgraph {
  name: string;
  typeDefs: DocumentNode;
  /** The names of the cache tags that its change feed reports. */
  cacheTags: readonly string[];
}

/**
 * The mistakes in the cache hints of all subgraphs, as sentences; empty when there are none. The rules are in
 * docs/decisions/0038.
 */
export function mistakesInCacheHints(subgraphs: readonly HintedSubgraph[]): string[] {
  const schemas = subgraphs.map(readSchema);
  const types = new Map<string, TypeFacts>();
  for (const { types: own } of schemas) {
    for (const [name, facts] of own) types.set(name, joined(types.get(name), facts));
  }
  return [
    ...differences(schemas),
    ...schemas.flatMap((schema) => [...schema.types].flatMap(([name, facts]) => mistakesInType(name, facts, types))),
    ...schemas.flatMap((schema) => missingTags(schema, types)),
  ];
}

/** What one type of one subgraph, or of all, declares. */
interface TypeFacts {
  isComposite: boolean;
  hints: readonly ConstDirectiveNode[];
  fields: readonly FieldDefinitionNode[];
}

interface SchemaFacts extends HintedSubgraph {
  types: ReadonlyMap<string, TypeFacts>;
}

function readSchema(subgraph: HintedSubgraph): SchemaFacts {
  const types = new Map<string, TypeFacts>();
  for (const definition of subgraph.typeDefs.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const isComposite = /^(Object|Interface|Union)/.test(definition.kind);
    const fields = isComposite && 'fields' in definition ? (definition.fields as readonly FieldDefinitionNode[]) : [];
    const facts = { isComposite, hints: hintsIn(definition.directives), fields };
    types.set(definition.name.value, joined(types.get(definition.name.value), facts));
  }
  return { ...subgraph, types };
}

function joined(one: TypeFacts | undefined, other: TypeFacts): TypeFacts {
  if (!one) return other;
  return { ...one, hints: [...one.hints, ...other.hints], fields: [...one.fields, ...other.fields] };
}

/** Coordinates with different hints in two subgraphs. A subgraph that gives none leaves them to the others. */
function differences(schemas: readonly SchemaFacts[]): string[] {
  const texts = new Map<string, Map<string, string>>();
  const add = (coordinate: string, subgraph: string, hints: readonly ConstDirectiveNode[]) => {
    const text = hints.map(print).sort().join(' ');
    if (text === '') return;
    const known = texts.get(coordinate) ?? new Map<string, string>();
    texts.set(coordinate, known.set(text, subgraph));
  };
  for (const { name, types } of schemas) {
    for (const [type, { hints, fields }] of types) {
      add(type, name, hints);
      for (const field of fields) add(`${type}.${field.name.value}`, name, hintsIn(field.directives));
    }
  }
  return [...texts]
    .filter(([, found]) => found.size > 1)
    .map(([coordinate, found]) => `${coordinate} has other cache hints in ${[...found.values()].join(' than in ')}.`);
}

function mistakesInType(name: string, facts: TypeFacts, types: ReadonlyMap<string, TypeFacts>): string[] {
  const isRoot = name === 'Query';
  const isKept = isRoot || isKeptBy(types.get(name)?.hints ?? []);
  const ofType = [
    ...mistakesInHints(name, facts.hints),
    ...facts.hints.flatMap((hint) => mistakesInTag(name, hint, 'key', types.get(name)?.fields ?? [], types)),
  ];
  const ofFields = facts.fields.flatMap((field) => {
    const coordinate = `${name}.${field.name.value}`;
    const hints = hintsIn(field.directives);
    const returned = types.get(namedType(field.type));
    const all = returned?.isComposite ? [...hints, ...returned.hints] : hints;
    const isPrivate = control(hints)?.scope === 'PRIVATE';
    const isHidden = has(field, 'inaccessible') || has(field, 'external');
    const isSilent = returned?.isComposite && !isPrivate && !control(all) && !isHidden;
    const isGuarded = ['authenticated', 'requiresScopes', 'stepUp'].some((directive) => has(field, directive));
    return [
      ...mistakesInHints(coordinate, hints),
      ...hints.flatMap((hint) => mistakesInTag(coordinate, hint, 'args', field.arguments ?? [], types)),
      ...(isKept && isSilent
        ? [`${coordinate} and its type have no @cacheControl. \`maxAge: 0\` says that it is not cached.`]
        : []),
      ...(isKept && isGuarded && !isPrivate
        ? [`${coordinate} requires a viewer, so its @cacheControl must be PRIVATE.`]
        : []),
      ...(isRoot && !isPrivate && isKeptBy(all) && !all.some(isTag)
        ? [`${coordinate} is cached and has no @cacheTag.`]
        : []),
    ];
  });
  return [...ofType, ...ofFields];
}

function mistakesInHints(coordinate: string, hints: readonly ConstDirectiveNode[]): string[] {
  const { maxAge, taggedMaxAge, inheritMaxAge, staleIfError } = control(hints) ?? {};
  const isNegative = [maxAge, taggedMaxAge, staleIfError].some((seconds) => typeof seconds === 'number' && seconds < 0);
  return [
    ...(maxAge !== undefined && inheritMaxAge ? [`${coordinate} has both \`maxAge\` and \`inheritMaxAge\`.`] : []),
    ...(isNegative ? [`${coordinate} has a negative number of seconds.`] : []),
    ...(taggedMaxAge !== undefined && !(Number(taggedMaxAge) >= Number(maxAge))
      ? [`${coordinate} has a \`taggedMaxAge\` without a \`maxAge\` that is as long at most.`]
      : []),
    ...(staleIfError !== undefined && !maxAge ? [`${coordinate} has \`staleIfError\` without \`maxAge\`.`] : []),
  ];
}

function mistakesInTag(
  coordinate: string,
  hint: ConstDirectiveNode,
  from: 'key' | 'args',
  values: readonly { name: { value: string }; type: TypeNode }[],
  types: ReadonlyMap<string, TypeFacts>,
): string[] {
  if (!isTag(hint)) return [];
  const format = formatOf(hint);
  const parts = /^([a-z]+)(?::\{\$(key|args)\.(\w+)\})?$/.exec(format);
  if (!parts) return [`${coordinate} has a cache tag with an invalid format: ${format}.`];
  if (parts[2] === undefined) return [];
  const value = values.find(({ name }) => name.value === parts[3]);
  const isScalar = value && !types.get(namedType(value.type))?.isComposite && !isList(value.type);
  if (parts[2] === from && isScalar) return [];
  const kind = from === 'key' ? 'a scalar field of the type' : 'a scalar argument of the field';
  return [`${coordinate} has a cache tag whose value is not ${kind}: ${format}.`];
}

/** Tags on which the cached results of a subgraph depend, and which its feed does not report. */
function missingTags({ name, types: own, cacheTags }: SchemaFacts, types: ReadonlyMap<string, TypeFacts>): string[] {
  const needed = new Map<string, string>();
  for (const [type, { hints, fields }] of own) {
    const typeTags = tagsIn(types.get(type)?.hints ?? []);
    for (const tag of tagsIn(hints)) needed.set(tag, type);
    for (const field of fields) {
      const hints = hintsIn(field.directives);
      const tags = tagsIn(hints);
      const { maxAge, scope } = control(hints) ?? {};
      // What another subgraph resolves, its own feed reports.
      if (has(field, 'external')) continue;
      const isKept = maxAge !== 0 && scope !== 'PRIVATE' && !/^(id|nodeId|slug|handle)$/.test(field.name.value);
      for (const tag of tags.length === 0 && isKept ? typeTags : tags) needed.set(tag, `${type}.${field.name.value}`);
    }
  }
  const unused = cacheTags.filter((tag) => !needed.has(tag));
  return [
    ...[...needed]
      .filter(([tag]) => !cacheTags.includes(tag))
      .map(
        ([tag, coordinate]) =>
          `${coordinate} depends on the cache tag "${tag}", which the feed of ${name} does not report.`,
      ),
    ...unused.map((tag) => `The feed of ${name} reports the cache tag "${tag}", on which nothing depends.`),
  ];
}

const isTag = (hint: ConstDirectiveNode) => hint.name.value === 'cacheTag';

function tagsIn(hints: readonly ConstDirectiveNode[]): string[] {
  return hints.filter(isTag).map((hint) => formatOf(hint).replace(/:.*/, ''));
}

function formatOf(hint: ConstDirectiveNode): string {
  return String(argumentsOf(hint).format);
}

function hintsIn(directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] {
  return directives.filter(({ name }) => name.value === 'cacheControl' || name.value === 'cacheTag');
}

/** The arguments of the first `@cacheControl`. */
function control(hints: readonly ConstDirectiveNode[]): Record<string, unknown> | undefined {
  const found = hints.find(({ name }) => name.value === 'cacheControl');
  return found && argumentsOf(found);
}

function isKeptBy(hints: readonly ConstDirectiveNode[]): boolean {
  const { maxAge, inheritMaxAge } = control(hints) ?? {};
  return inheritMaxAge === true || (typeof maxAge === 'number' && maxAge > 0);
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

function has({ directives }: FieldDefinitionNode, directive: string): boolean {
  return directives?.some(({ name }) => name.value === directive) ?? false;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}
