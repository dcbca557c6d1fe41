/** The scopes that curators can be granted, in alphabetical order. */
export const grantableScopes = [
  'audit:read',
  'cache:purge',
  'curators:write',
  'journal:write',
  'partners:write',
  'provenance:write',
];

/** Implicit scope of every curator with at least one granted scope; required for managing their own account. */
export const curatorScope = 'curator';

/** The scope for granting and revoking scopes. At least one curator always has it. */
export const administrationScope = 'curators:write';

/** The index of the first scope that cannot be granted; -1 when all can. */
export const unknownScopeIn = (scopes: readonly string[]) =>
  scopes.findIndex((scope) => !grantableScopes.includes(scope));
