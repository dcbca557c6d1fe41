import { hash } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Market } from '#kit/graph/market.ts';
import type { FetchRules } from '../rules/fetch-rules.ts';

/** One `_entities` field of a request, or the whole of a root fetch. */
export interface UnitPart {
  rules: FetchRules;
  /** The `_entities` field and the JSON of its representations; undefined for a root fetch. */
  entities: { key: string; variable: string; representations: readonly string[] } | undefined;
  /** The response keys of its place; `@` means every item of a list. */
  path(): readonly string[];
}

/** What one fetch returns for one representation, or a whole root fetch. It is cached by itself. */
export interface Unit {
  readonly part: UnitPart;
  /** Its JSON; undefined for a root fetch. */
  readonly representation: string | undefined;
  /** Its key in the cache; undefined where it is not cached. */
  readonly key: string | undefined;
  /** From JSON; undefined while it is not known, and where it failed. The caller may change it. */
  value: unknown;
  /** With paths within the unit. */
  errors: readonly GraphQLFormattedError[];
  /** The coordinates of its fields that are in English instead of the requested language. */
  fallbacks?: readonly string[] | undefined;
}

/** What the keys of a request contain besides its parts. */
export interface KeyScope {
  market: Market;
  /** The variables of the plan. */
  variables: Readonly<Record<string, unknown>>;
}

/** The units of the parts of a request, without values. Without a scope, they have no keys. */
export function unitsOf(parts: readonly UnitPart[], scope: KeyScope | undefined): Unit[] {
  return parts.flatMap((part) => {
    const start = scope && part.rules.uncached === undefined ? keyStart(part.rules, scope) : undefined;
    if (!part.entities) return unitOf(part, undefined, start);
    return part.entities.representations.map((representation) =>
      unitOf(part, representation, start === undefined ? undefined : keyOf(start, representation)),
    );
  });
}

function unitOf(part: UnitPart, representation: string | undefined, key: string | undefined): Unit {
  return { part, representation, key, value: undefined, errors: [] };
}

/** The beginning of the keys of a part's units. */
function keyStart({ id, variableNames }: FetchRules, { market, variables }: KeyScope): string {
  let text = `${id} ${market.country ?? ''} ${market.currency ?? ''} ${market.language ?? ''}`;
  // A variable without a value differs from null.
  for (const name of variableNames) text += ` ${JSON.stringify(variables[name])}`;
  return hash('sha256', text, 'base64url');
}

/** A longer representation is replaced by its hash. */
const maxPlainLength = 120;

function keyOf(start: string, representation: string): string {
  const { length } = representation;
  return start + (length <= maxPlainLength ? representation : hash('sha256', representation, 'base64url'));
}
