import { container } from '@medusajs/framework';
import type { IPaymentModuleService } from '@medusajs/framework/types';
import payment, { discoveryPath } from '@medusajs/medusa/payment';
import { offerStripe } from './offer-stripe';

const MedusaPayment = payment.service as new (...needed: never[]) => IPaymentModuleService;

/** Medusa's payments, whose regions offer Stripe where it is configured. */
export class HousePayment extends MedusaPayment {
  readonly __hooks = { onApplicationStart: () => offerStripe(container) };
  /** Medusa's own, which its type hides. */
  declare protected paymentProviderService_: {
    cancelPayment(providerId: string, input: { data: Record<string, unknown> }): Promise<unknown>;
  };

  /** Releases or refunds, at the provider, a payment that belongs to no session. A repeat does nothing. */
  async giveBack(providerId: string, data: Record<string, unknown>): Promise<void> {
    await this.paymentProviderService_.cancelPayment(providerId, { data });
  }
}

// As in the pricing module, the service is replaced where Medusa reads it.
payment.service = HousePayment;

export { discoveryPath };
export default payment;
