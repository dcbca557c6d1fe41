import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLError,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  valueFromASTUntyped,
} from 'graphql';
import { graphError } from './errors.ts';
import type { Viewer } from './viewer.ts';

/** The access that a field or type requires of the viewer, from its directives in the SDL. */
export interface Access {
  /** Whether the viewer must have signed in. */
  authenticated: boolean;
  /** AND of requirements; each is an OR of scope lists, as in `@requiresScopes`. */
  scopes: string[][][];
  /** The maximum age of the viewer's last authentication, in seconds. */
  maxAge?: number;
}

/** Reads `@authenticated`, `@requiresScopes` and `@stepUp`; undefined when the element has none of them. */
function accessOf(directives: readonly ConstDirectiveNode[] = []): Access | undefined {
  const requirements = directives.flatMap((directive): Access[] => {
    const value = (name: string) => {
      const argument = directive.arguments?.find((one) => one.name.value === name);
      return argument ? valueFromASTUntyped(argument.value) : undefined;
    };
    switch (directive.name.value) {
      case 'authenticated':
      case 'federation__authenticated':
        return [{ authenticated: true, scopes: [] }];
      case 'requiresScopes':
      case 'federation__requiresScopes':
        return [{ authenticated: true, scopes: [value('scopes') as string[][]] }];
      case 'stepUp':
        return [{ authenticated: true, scopes: [], maxAge: Number(value('maxAge')) }];
      default:
        return [];
    }
  });
  return joinAccess(requirements);
}

/** All requirements combined, with the lowest maximum age; undefined when there are none. */
export function joinAccess(all: readonly (Access | undefined)[]): Access | undefined {
  const requirements = all.filter((access) => access !== undefined);
  if (requirements.length === 0) return undefined;
  const ages = requirements.flatMap(({ maxAge }) => maxAge ?? []);
  return {
    authenticated: requirements.some(({ authenticated }) => authenticated),
    scopes: requirements.flatMap(({ scopes }) => scopes),
    ...(ages.length > 0 && { maxAge: Math.min(...ages) }),
  };
}

/**
 * The error that denies access at `now` (milliseconds since 1970): UNAUTHENTICATED, FORBIDDEN, STEP_UP_REQUIRED, or
 * BACKEND_UNAVAILABLE when the session cannot be checked. Undefined when access is granted.
 */
export function refusalOf(access: Access, viewer: Viewer, now = Date.now()): GraphQLError | undefined {
  if (viewer.kind === 'ANONYMOUS') {
    return viewer.unchecked
      ? graphError('BACKEND_UNAVAILABLE', 'Sessions cannot be checked at the moment.', { system: 'Redis' })
      : graphError('UNAUTHENTICATED', 'This requires a signed-in viewer.');
  }
  const missing = access.scopes.find(
    (lists) => !lists.some((list) => list.every((scope) => viewer.scopes.includes(scope))),
  );
  if (missing) {
    return graphError(
      'FORBIDDEN',
      `This requires the scope ${missing.map((list) => list.join(' and ')).join(', or ')}.`,
    );
  }
  if (access.maxAge !== undefined && now / 1000 - (viewer.authTime ?? 0) > access.maxAge) {
    const message = `Sign in again: this requires an authentication at most ${access.maxAge} seconds old.`;
    return graphError('STEP_UP_REQUIRED', message, { maxAge: access.maxAge });
  }
  return undefined;
}

/** Whether the viewer has access. Throws BACKEND_UNAVAILABLE when the viewer's session cannot be checked. */
export function hasAccess(access: Access, viewer: Viewer): boolean {
  const refusal = refusalOf(access, viewer);
  if (refusal?.extensions.code === 'BACKEND_UNAVAILABLE') throw refusal;
  return refusal === undefined;
}

/**
 * The requirements of every field of an SDL, by coordinate `Type.field`, and of every type, by name. Elements without
 * requirements are absent.
 */
export function accessByCoordinate({ definitions }: DocumentNode): Map<string, Access> {
  const byCoordinate = new Map<string, Access>();
  const add = (coordinate: string, directives?: readonly ConstDirectiveNode[]) => {
    const access = joinAccess([byCoordinate.get(coordinate), accessOf(directives)]);
    if (access) byCoordinate.set(coordinate, access);
  };
  for (const definition of definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    add(definition.name.value, definition.directives);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) add(`${definition.name.value}.${field.name.value}`, field.directives);
  }
  return byCoordinate;
}
