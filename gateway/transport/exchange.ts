import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** When an exchange is ended before its response is complete. */
export interface EndOfExchange {
  /** The time at which it is out of time, in the milliseconds of `performance.now()`. */
  expiresAt: number;
  /** Ends it with its reason once it is aborted: when the client disconnects. */
  client?: Pick<AbortSignal, 'aborted' | 'reason'> | undefined;
}

/**
 * One HTTP request through an undici dispatcher, and its response. `dispatcher.request` would make a stream for the body
 * and listen to a signal for each; this is a handler with the chunks. `exchange` in `kit/process/http` is the same for
 * other services. Here, one timer ends all exchanges (see `watchExchanges`), and the headers of a failed one can be read.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly end: EndOfExchange;
  /** The body of the response as UTF-8. Rejects where the connection fails, or with the reason of `abort`. */
  readonly body: Promise<string>;
  /** The headers of the response once it has begun. */
  headers: IncomingHttpHeaders | undefined;
  #resolve: (body: string) => void = () => {};
  #reject: (reason: unknown) => void = () => {};
  #controller: Dispatcher.DispatchController | undefined;
  #reason: Error | undefined;
  #chunks: Buffer[] = [];

  constructor(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions, end: EndOfExchange) {
    this.end = end;
    this.body = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    dispatcher.dispatch(options, this);
  }

  get isAborted(): boolean {
    return this.#reason !== undefined;
  }

  /** Ends the exchange, also while it waits for a connection. */
  abort(reason: Error): void {
    this.#reason = reason;
    if (this.#controller) this.#controller.abort(reason);
    else this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#reason) controller.abort(this.#reason);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status >= 200) this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first, second] = this.#chunks;
    this.#resolve((first && !second ? first : Buffer.concat(this.#chunks)).toString());
    this.#chunks = [];
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}
