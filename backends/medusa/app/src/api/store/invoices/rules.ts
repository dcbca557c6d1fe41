import { type MiddlewareRoute, validateAndTransformBody, validateAndTransformQuery } from '@medusajs/framework/http';
import { allowServices } from '../../service';
import { Body as File } from './[id]/file/route';
import { Query } from './route';

/** The rules of the routes about invoices, which contain the address of the buyer. */
export const invoiceRules: MiddlewareRoute[] = [
  { matcher: '/store/invoices*', middlewares: [allowServices] },
  { methods: ['GET'], matcher: '/store/invoices', middlewares: [validateAndTransformQuery(Query, { isList: true })] },
  { methods: ['POST'], matcher: '/store/invoices/:id/file', middlewares: [validateAndTransformBody(File)] },
];
