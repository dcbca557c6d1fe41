/** Counts recent calls by client, in a sliding window. */
export interface CallWindow {
  add(client: string, hasFailed: boolean): void;
  all(): CallCounts;
  /** The counts without the client that has the most failures. */
  withoutWorst(): CallCounts;
  clear(): void;
}

export interface CallCounts {
  calls: number;
  failures: number;
  /** The number of clients with failures. */
  clients: number;
}

interface Slot {
  number: number;
  /** Calls and failures of each client. */
  clients: Map<string, [calls: number, failures: number]>;
}

/** The number of slots of a window. */
const slotsPerWindow = 10;

/**
 * Counts the calls of the last `milliseconds`, with a resolution of a tenth. Clients without calls in the window use no
 * memory.
 */
export function createCallWindow(milliseconds: number): CallWindow {
  const length = milliseconds / slotsPerWindow;
  const clients: Slot['clients'] = new Map();
  let slots: Slot[] = [];

  const count = (counted: Slot['clients'], client: string, calls: number, failures: number) => {
    const [callsBefore, failuresBefore] = counted.get(client) ?? [0, 0];
    if (callsBefore + calls === 0) counted.delete(client);
    else counted.set(client, [callsBefore + calls, failuresBefore + failures]);
  };

  /** Removes expired slots and returns the current one. */
  const advance = (): Slot => {
    const number = Math.floor(performance.now() / length);
    while (slots[0] && slots[0].number <= number - slotsPerWindow) {
      for (const [client, [calls, failures]] of slots[0].clients) count(clients, client, -calls, -failures);
      slots.shift();
    }
    let slot = slots.at(-1);
    if (slot?.number !== number) {
      slot = { number, clients: new Map() };
      slots.push(slot);
    }
    return slot;
  };

  const all = (): CallCounts => {
    advance();
    const counts = { calls: 0, failures: 0, clients: 0 };
    for (const [calls, failures] of clients.values()) {
      counts.calls += calls;
      counts.failures += failures;
      if (failures > 0) counts.clients += 1;
    }
    return counts;
  };

  return {
    add(client, hasFailed) {
      const slot = advance();
      for (const counted of [slot.clients, clients]) count(counted, client, 1, hasFailed ? 1 : 0);
    },
    all,
    withoutWorst() {
      const counts = all();
      let worst: readonly [number, number] = [0, 0];
      for (const counted of clients.values()) if (counted[1] > worst[1]) worst = counted;
      return {
        calls: counts.calls - worst[0],
        failures: counts.failures - worst[1],
        clients: counts.clients - (worst[1] > 0 ? 1 : 0),
      };
    },
    clear() {
      clients.clear();
      slots = [];
    },
  };
}
