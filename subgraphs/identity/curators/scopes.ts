/** What curators can be granted, in alphabetical order. */
export const grantableScopes = ['audit:read', 'curators:write', 'journal:write', 'partners:write', 'provenance:write'];

/** What every curator has who was granted anything: it guards what is about themselves. */
export const ownScope = 'curator';

/** The scope to grant and take away scopes. Somebody always has it. */
export const administrationScope = 'curators:write';

/** The index of the first text that is no scope of curators; -1 where all are. */
export const unknownScopeIn = (scopes: readonly string[]) => scopes.findIndex((it) => !grantableScopes.includes(it));
