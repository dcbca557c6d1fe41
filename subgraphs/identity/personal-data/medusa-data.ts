import { backendError } from '#kit/graph/errors.ts';
import { connectMedusa } from '../medusa.ts';

/** What Medusa keeps of customers. All methods reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Medusa fails. */
export interface CustomerData {
  /** The customer with addresses, orders and carts, in the form of Medusa's data models, and the numbers of open orders. */
  read(account: string, customer: string): Promise<{ data: object; openOrders: number[] }>;
  /** Erases the customer, and can be repeated. With open orders, whose numbers it returns, nothing is changed. */
  erase(account: string, customer: string): Promise<number[]>;
}

/** The data of customers in the Medusa at `medusaUrl`, which accepts the tokens of `signRegistration`. */
export function createCustomerData(
  medusaUrl: string,
  publishableKey: string,
  signRegistration: (account: string) => Promise<string>,
  serviceToken?: string,
): CustomerData {
  const call = connectMedusa(medusaUrl, publishableKey, serviceToken);
  const callFor = async <Body>(account: string, customer: string, route: string, timeout: number): Promise<Body> => {
    const body = { token: await signRegistration(account), customer_id: customer };
    try {
      return await call<Body>(`/store/accounts/${route}`, { body, signal: AbortSignal.timeout(timeout) });
    } catch (cause) {
      throw backendError('Medusa', cause);
    }
  };
  return {
    read: async (account, customer) => {
      const found = await callFor<{ data: object; open_orders: number[] }>(account, customer, 'data', 4_500);
      return { data: found.data, openOrders: found.open_orders };
    },
    erase: async (account, customer) =>
      (await callFor<{ open_orders: number[] }>(account, customer, 'erase', 4_500)).open_orders,
  };
}
