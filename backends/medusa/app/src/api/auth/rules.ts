import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareRoute,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { hasAllowedLength, passwordRules } from '../passwords';
import { limitPasswords, limitSignUps } from '../rate-limits';
import { isService } from '../service';
import { endCookieSession } from '../sessions';

/** The rules of the routes under `/auth` that are open: see `open-routes.ts`. */
export const authRules: MiddlewareRoute[] = [
  {
    methods: ['POST'],
    matcher: '/auth/customer/emailpass',
    middlewares: [ignoreCase, limitPasswords, normalisePassword],
  },
  {
    methods: ['POST'],
    matcher: '/auth/customer/emailpass/register',
    middlewares: [ignoreCase, limitPasswordLength, limitSignUps, limitPasswords, normalisePassword],
  },
  { methods: ['POST'], matcher: '/auth/session', middlewares: [refuseExchanged] },
  { methods: ['DELETE'], matcher: '/auth/session', middlewares: [endCookieSession] },
];

/** Trims and lower-cases the e-mail address, which Medusa compares exactly. */
function ignoreCase({ body }: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const credentials = body as { email?: unknown };
  if (typeof credentials.email === 'string') credentials.email = credentials.email.trim().toLowerCase();
  next();
}

/** Stores and compares passwords in NFC. Identity is exempt: it tries the other forms itself, for older passwords. */
function normalisePassword(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const credentials = req.body as { password?: unknown };
  if (typeof credentials.password === 'string' && !isService(req)) {
    credentials.password = credentials.password.normalize('NFC');
  }
  next();
}

/** Refuses a new password that is too short or too long, with 400. */
function limitPasswordLength({ body }: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const { password } = body as { password?: unknown };
  if (typeof password === 'string' && !hasAllowedLength(password)) {
    const { minimumCharacters, maximumCharacters } = passwordRules;
    const message = `A password has ${minimumCharacters} to ${maximumCharacters} characters`;
    throw new MedusaError(MedusaError.Types.INVALID_DATA, message);
  }
  next();
}

/** Refuses a cookie for an exchanged token: the token is valid for 15 minutes only, and the cookie would outlive it. */
function refuseExchanged(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  if ((req as AuthenticatedMedusaRequest).auth_context.auth_provider === 'axiom') {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Exchange the token of the session again');
  }
  next();
}
