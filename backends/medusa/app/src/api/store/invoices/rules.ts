import {
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  type MiddlewareRoute,
  validateAndTransformBody,
  validateAndTransformQuery,
} from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { isService } from '../../service';
import { Body as File } from './[id]/file/route';
import { Query } from './route';

/** Admits AXIOM services only: an invoice contains the address of its buyer. */
function allowServices(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  if (!isService(req)) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Unauthorized');
  next();
}

/** The rules of the routes about invoices. */
export const invoiceRules: MiddlewareRoute[] = [
  { matcher: '/store/invoices*', middlewares: [allowServices] },
  { methods: ['GET'], matcher: '/store/invoices', middlewares: [validateAndTransformQuery(Query, { isList: true })] },
  { methods: ['POST'], matcher: '/store/invoices/:id/file', middlewares: [validateAndTransformBody(File)] },
];
