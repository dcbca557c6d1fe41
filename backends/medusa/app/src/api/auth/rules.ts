import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareRoute,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { limitPasswords, limitSignUps } from '../limit';
import { hasAllowedLength, passwordRules } from '../passwords';
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

/** E-mail addresses are the same in any case. */
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

/** A token that was exchanged for one of the graph becomes no cookie: it is short, and its session may be open for long. */
function refuseExchanged(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  if ((req as AuthenticatedMedusaRequest).auth_context.auth_provider === 'axiom') {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Exchange the token of the session again');
  }
  next();
}
