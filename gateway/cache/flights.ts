/** What is being made once for all who want it. */
export interface Flights {
  /**
   * Joins the flight of this key that began at the same `sequence` and not before `notBefore`, or begins one. It settles as `make` does.
   * When `signal` aborts, the caller leaves with its reason, and others go on; `made` aborts when all have left.
   */
  join<Value>(key: string, terms: FlightTerms, make: (made: FlightSignal) => Promise<Value>): Promise<Value>;
}

/** Who may share a flight. */
export interface FlightTerms {
  /** The number of the last invalidation. A flight from before it could bring what it invalidates. */
  sequence: number;
  /** The time before which a flight is too old, and the present time, in milliseconds. */
  notBefore: number;
  now: number;
  signal?: AbortSignal | undefined;
}

/** Creates its signal when it is first read. */
export interface FlightSignal {
  readonly signal: AbortSignal;
}

/** Opens a table without flights. */
export function openFlights(): Flights {
  const flights = new Map<string, Flight>();

  function begin(key: string, { sequence, now }: FlightTerms, make: (made: FlightSignal) => Promise<unknown>) {
    const flight = new Flight(sequence, now);
    flights.set(key, flight);
    const end = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    // A flight that failed, or that brought a value, is not joined afterwards.
    flight.value = make(flight).finally(end);
    // All may have left.
    flight.value.catch(() => {});
    flight.onAbandoned = end;
    return flight;
  }

  return {
    join: (key, terms, make) => {
      const running = flights.get(key);
      const isShared = running && running.sequence === terms.sequence && running.beganAt >= terms.notBefore;
      const flight = isShared ? running : begin(key, terms, make);
      return flight.board(terms.signal) as ReturnType<typeof make>;
    },
  };
}

class Flight implements FlightSignal {
  readonly sequence: number;
  readonly beganAt: number;
  value: Promise<unknown> = Promise.resolve();
  onAbandoned = () => {};
  private aboard = 0;
  private controller: AbortController | undefined;

  constructor(sequence: number, beganAt: number) {
    this.sequence = sequence;
    this.beganAt = beganAt;
  }

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    return this.controller.signal;
  }

  board(signal: AbortSignal | undefined): Promise<unknown> {
    this.aboard += 1;
    if (!signal) return this.value;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal.reason);
        this.aboard -= 1;
        if (this.aboard > 0) return;
        this.onAbandoned();
        this.controller?.abort(signal.reason);
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      this.value.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }
}
