import type { ServerResponse } from 'node:http';

/**
 * Headers as names and values in turn. Node writes such a list at once, which costs less than to set each header. Names
 * are in lower case.
 */
export type HeaderList = readonly string[];

/** Sets each header of a list, for responses that other code completes. */
export function setHeaders(response: ServerResponse, headers: HeaderList): void {
  for (let index = 0; index < headers.length; index += 2) {
    response.setHeader(headers[index] as string, headers[index + 1] as string);
  }
}
