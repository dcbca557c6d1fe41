import type { AuthResult } from '#gateway/auth/authenticator.ts';
import { anonymous } from '#kit/graph/viewer.ts';

/** Everyone is anonymous. */
export const createAuthenticator = () => async (): Promise<AuthResult> => ({ viewer: anonymous, invalidCookies: [] });
