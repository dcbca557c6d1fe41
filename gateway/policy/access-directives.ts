import { type ConstDirectiveNode, type DocumentNode, Kind, print, visit } from 'graphql';

/**
 * A supergraph without what it asks of viewers: @apollo/gateway refuses to load one that asks anything, since it does
 * not enforce it. Only what we do enforce is taken out. Throws for a `@stepUp` linked in another way than we know;
 * every other link `for: SECURITY` is left for @apollo/gateway to refuse.
 */
export function withoutAccess(supergraph: DocumentNode): DocumentNode {
  const takeOut = ({ name }: { name: { value: string } }) => (taken.has(name.value) ? null : undefined);
  return visit(supergraph, {
    [Kind.DIRECTIVE]: takeOut,
    [Kind.DIRECTIVE_DEFINITION]: takeOut,
    [Kind.SCALAR_TYPE_DEFINITION]: takeOut,
    [Kind.SCHEMA_DEFINITION]: (schema) => ({ ...schema, directives: schema.directives?.filter(isForOthers) }),
  });
}

const taken = new Set(['authenticated', 'requiresScopes', 'requiresScopes__Scope', 'stepUp']);

/** To the letter as composition writes them: under another name the directives would escape `accessOf`. */
const links = new Set([
  '@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)',
  '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)',
  '@link(url: "https://specs.axiom.example/stepUp/v1.0", import: ["@stepUp"])',
]);

function isForOthers(directive: ConstDirectiveNode): boolean {
  const text = print(directive);
  if (!links.has(text) && text.includes('https://specs.axiom.example/')) throw new Error(`Nobody knows ${text}.`);
  return !links.has(text);
}
