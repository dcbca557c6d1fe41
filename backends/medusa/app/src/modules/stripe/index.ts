import { ModuleProvider, Modules } from '@medusajs/framework/utils';
import { StripePayments } from './provider';

export default ModuleProvider(Modules.PAYMENT, { services: [StripePayments] });
