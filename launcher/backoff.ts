/** The backoff before a crashed part is started again. */
export interface Backoff {
  /** Milliseconds before the first attempt. */
  first: number;
  /** The longest delay in milliseconds. Each delay is twice the one before. */
  longest: number;
  /** Milliseconds after which a running part counts as healthy: its next crash is followed by the first delay again. */
  healthy: number;
}

/** 0.2 s, 0.4 s, 0.8 s … up to 30 s, and 0.2 s again after a part has run for a minute. */
export const defaultBackoff: Backoff = { first: 200, longest: 30_000, healthy: 60_000 };

/** The delay in milliseconds before an attempt to start a part again; `attempt` counts from 1. */
export function delayBefore(attempt: number, { first, longest }: Backoff): number {
  return Math.min(first * 2 ** (attempt - 1), longest);
}
