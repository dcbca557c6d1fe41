import type { Admission } from '#gateway/auth/authenticator.ts';
import { anonymous } from '#kit/graph/viewer.ts';

/** Everyone is anonymous. */
export const createAuthenticator = () => async (): Promise<Admission> => ({ viewer: anonymous, stale: [] });
export const isUnauthenticated = (): boolean => false;
