import { type MiddlewareRoute, validateAndTransformBody } from '@medusajs/framework/http';
import { allowIdentity } from '../../from-identity';
import { Body as Data } from './data/route';
import { Body as Find } from './find/route';
import { Body as Leftover } from './leftover/route';
import { Body as Proof } from './proof/route';
import { Body as Reset } from './reset/route';

/** The rules of identity's routes about accounts and verified e-mail addresses. */
export const accountRules: MiddlewareRoute[] = [
  {
    methods: ['POST'],
    matcher: '/store/accounts/leftover',
    middlewares: [allowIdentity, validateAndTransformBody(Leftover)],
  },
  { methods: ['POST'], matcher: '/store/accounts/find', middlewares: [allowIdentity, validateAndTransformBody(Find)] },
  {
    methods: ['POST'],
    matcher: '/store/accounts/proof',
    middlewares: [allowIdentity, validateAndTransformBody(Proof)],
  },
  {
    methods: ['POST'],
    matcher: '/store/accounts/reset',
    middlewares: [allowIdentity, validateAndTransformBody(Reset)],
  },
  { methods: ['POST'], matcher: '/store/accounts/data', middlewares: [allowIdentity, validateAndTransformBody(Data)] },
  { methods: ['POST'], matcher: '/store/accounts/erase', middlewares: [allowIdentity, validateAndTransformBody(Data)] },
];
