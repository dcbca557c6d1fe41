import type { AuthResult } from '#gateway/auth/authenticator.ts';
import { anonymous } from '#kit/graph/viewer.ts';

/** Every viewer is anonymous. */
export const createAuthenticator = () => async (): Promise<AuthResult> => ({ viewer: anonymous, invalidCookies: [] });
