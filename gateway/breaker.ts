/** Keeps calls away from something that does not answer, so that its absence costs nothing. */
export interface Breaker {
  /** Whether calls should be made at all. */
  isClosed(): boolean;
  /** To be told of every call that was answered. */
  succeeded(): void;
  /** To be told of every call that was not. */
  failed(): void;
  /** Ends all probing. */
  end(): void;
}

export interface BreakerOptions {
  /** How many failures in a row open it. */
  failures: number;
  /** Milliseconds between two probes. */
  pause: number;
  /** Resolves when it answers again; rejects while it does not. */
  probe(): Promise<unknown>;
  /** Told of every change of state. */
  changed?(state: 'open' | 'closed'): void;
}

/**
 * A breaker that opens after so many failures in a row and then asks by itself, at once and after every pause, until
 * the probe is answered: no client's request is spent on finding out.
 */
export function createBreaker({ failures, pause, probe, changed }: BreakerOptions): Breaker {
  let inARow = 0;
  let isOpen = false;
  let hasEnded = false;
  let timer: NodeJS.Timeout | undefined;

  return {
    isClosed: () => !isOpen,
    succeeded: () => {
      inARow = 0;
    },
    failed: () => {
      inARow += 1;
      if (isOpen || hasEnded || inARow < failures) return;
      isOpen = true;
      changed?.('open');
      void ask();
    },
    end: () => {
      hasEnded = true;
      clearTimeout(timer);
    },
  };

  async function ask(): Promise<void> {
    const answers = await probe().then(
      () => true,
      () => false,
    );
    if (hasEnded) return;
    if (!answers) {
      timer = setTimeout(ask, pause).unref();
      return;
    }
    isOpen = false;
    inARow = 0;
    changed?.('closed');
  }
}
