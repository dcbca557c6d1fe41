import { randomBytes } from 'node:crypto';
import type { Journal } from './journal.ts';

/** What every part of the simulator works with. */
export interface Simulator {
  journal: Journal;
  /** The address of the simulator, for the pages that buyers open. */
  origin: string;
  /** How long a late payment is `processing`, in milliseconds. */
  lateness: number;
  /** Records an event and sends it to the webhook endpoints. */
  emit(type: string, object: object): void;
}

/** A new id of Stripe's form: a prefix and 24 letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

/** Random letters and digits. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The current time in seconds, as the API has times. */
export function now(): number {
  return Math.floor(Date.now() / 1_000);
}
