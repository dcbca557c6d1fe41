import { type ConstDirectiveNode, type DirectiveDefinitionNode, type DocumentNode, Kind, visit } from 'graphql';

/**
 * A supergraph without the links of features that define directives for operations. Apollo's gateway and planner remove
 * the directives of every linked feature from the API, so that no client could use them
 * (apollographql/federation#2895).
 */
export function withExecutableDirectives(supergraph: DocumentNode): DocumentNode {
  const executable = new Set(
    supergraph.definitions.flatMap((node) =>
      node.kind === Kind.DIRECTIVE_DEFINITION && isExecutable(node) ? [`@${node.name.value}`] : [],
    ),
  );
  return visit(supergraph, {
    [Kind.SCHEMA_DEFINITION]: (schema) => ({
      ...schema,
      directives: schema.directives?.filter(
        (directive) => directive.name.value !== 'link' || !importsOf(directive).some((name) => executable.has(name)),
      ),
    }),
  });
}

function isExecutable({ locations }: DirectiveDefinitionNode): boolean {
  return locations.some(({ value }) => executableLocations.has(value));
}

const executableLocations = new Set([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);

/** The names that a link imports, as they are in the supergraph. */
function importsOf({ arguments: args = [] }: ConstDirectiveNode): string[] {
  const value = args.find(({ name }) => name.value === 'import')?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => {
    if (item.kind === Kind.STRING) return [item.value];
    if (item.kind !== Kind.OBJECT) return [];
    const [name, alias] = ['name', 'as'].map((key) => item.fields.find((field) => field.name.value === key)?.value);
    const used = alias ?? name;
    return used?.kind === Kind.STRING ? [used.value] : [];
  });
}
