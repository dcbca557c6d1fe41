import { type MiddlewareRoute, validateAndTransformBody } from '@medusajs/framework/http';
import { allowWorkers } from '../allow-workers';
import { Body as Answer } from './cancellations/[id]/route';
import { Body as Taken } from './order-events/taken/route';
import { Body as Delivery } from './outbox/[id]/delivered/route';
import { Body as Failure } from './outbox/[id]/failed/route';
import { Body as Parcel } from './outbox/[id]/shipments/route';
import { Body as Label } from './return-labels/[id]/route';
import { Body as LabelClaim } from './return-labels/route';

/** The rules of the routes for workers. */
export const workerRules: MiddlewareRoute[] = [
  { matcher: '/worker*', middlewares: [allowWorkers] },
  { methods: ['POST'], matcher: '/worker/cancellations/:id', middlewares: [validateAndTransformBody(Answer)] },
  { methods: ['POST'], matcher: '/worker/order-events/taken', middlewares: [validateAndTransformBody(Taken)] },
  { methods: ['POST'], matcher: '/worker/outbox/:id/delivered', middlewares: [validateAndTransformBody(Delivery)] },
  { methods: ['POST'], matcher: '/worker/outbox/:id/failed', middlewares: [validateAndTransformBody(Failure)] },
  { methods: ['POST'], matcher: '/worker/outbox/:id/shipments', middlewares: [validateAndTransformBody(Parcel)] },
  { methods: ['POST'], matcher: '/worker/return-labels', middlewares: [validateAndTransformBody(LabelClaim)] },
  { methods: ['POST'], matcher: '/worker/return-labels/:id', middlewares: [validateAndTransformBody(Label)] },
];
