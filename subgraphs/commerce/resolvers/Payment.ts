import type { PaymentResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { PaymentRow } from '../payments/payment-rows.ts';
import { statusOf } from '../payments/payment-status.ts';

/** A payment of an order. */
export const Payment: ResolversOver<PaymentRow, PaymentResolvers> = { status: statusOf };
