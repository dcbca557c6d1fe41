/** The access tokens of the orders of this device: with its token a guest reads an order. They are in no address. */
const key = 'axiom.orders';

export function keepOrder(id: string, accessToken: string | null): void {
  localStorage.setItem(key, JSON.stringify({ ...kept(), [id]: accessToken }));
}

export function accessTokenOf(id: string): string | null {
  return kept()[id] ?? null;
}

function kept(): Record<string, string | null> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    return {};
  }
}
