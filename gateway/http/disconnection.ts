import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Whether the client of a response has disconnected before it was sent. */
export class Disconnection {
  readonly #response: ServerResponse;
  #controller: AbortController | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get hasHappened(): boolean {
    return this.#response.closed && !this.#response.writableFinished;
  }

  /** Aborts when the client disconnects. Created on first use: many requests end without one. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      const controller = new AbortController();
      // A request may have dozens of fetches, and each listens; Node warns of a leak from eleven listeners on.
      setMaxListeners(0, controller.signal);
      if (this.hasHappened) controller.abort();
      else this.#response.once('close', () => this.hasHappened && controller.abort());
      this.#controller = controller;
    }
    return this.#controller.signal;
  }
}
