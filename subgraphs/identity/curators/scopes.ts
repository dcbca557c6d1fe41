/** What curators can be granted, in alphabetical order. */
export const grantableScopes = ['audit:read', 'curators:write', 'journal:write', 'partners:write', 'provenance:write'];

/** The scope of every curator who was granted any other: required for what concerns their own account. */
export const ownScope = 'curator';

/** The scope to grant and revoke scopes. At least one curator always has it. */
export const administrationScope = 'curators:write';

/** The index of the first text that is no scope of curators; -1 where all are. */
export const unknownScopeIn = (scopes: readonly string[]) => scopes.findIndex((it) => !grantableScopes.includes(it));
