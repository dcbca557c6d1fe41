import { type ConstDirectiveNode, type DocumentNode, Kind, print, visit } from 'graphql';

/**
 * Removes the access directives that this gateway enforces. @apollo/gateway does not enforce them, and rejects a
 * supergraph that contains them. Throws for an unknown form of the links of `@stepUp` and of the cache hints. Any other
 * link `for: SECURITY` is kept, and @apollo/gateway rejects it.
 */
export function withoutAccess(supergraph: DocumentNode): DocumentNode {
  const remove = ({ name }: { name: { value: string } }) => (removed.has(name.value) ? null : undefined);
  return visit(supergraph, {
    [Kind.DIRECTIVE]: remove,
    [Kind.DIRECTIVE_DEFINITION]: remove,
    [Kind.SCALAR_TYPE_DEFINITION]: remove,
    [Kind.SCHEMA_DEFINITION]: (schema) => ({ ...schema, directives: schema.directives?.filter(isOtherLink) }),
  });
}

const removed = new Set(['authenticated', 'requiresScopes', 'requiresScopes__Scope', 'stepUp']);

/** The links exactly as composition prints them. With another name, the directives would not be found and not apply. */
const links = new Set([
  '@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)',
  '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)',
  '@link(url: "https://specs.axiom.example/stepUp/v1.0", import: ["@stepUp"])',
]);

const cacheLink = '@link(url: "https://specs.axiom.example/cache/v1.0", import: ["@cacheControl", "@cacheTag"])';

function isOtherLink(directive: ConstDirectiveNode): boolean {
  const text = print(directive);
  if (!links.has(text) && text !== cacheLink && text.includes('https://specs.axiom.example/'))
    throw new Error(`Unknown link: ${text}.`);
  return !links.has(text);
}
