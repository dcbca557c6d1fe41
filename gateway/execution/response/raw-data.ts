import type { DataNames } from '#kit/graph/cost/actual.ts';
import type { Data } from './complete-response.ts';

/** The `data` of a response as JSON text, so that no object is built for it. */
export class RawData {
  json: string;
  /** What the text was written from. */
  fetched: Data;
  /** The names of the response's fields in `fetched`. */
  readonly names: DataNames;

  constructor(json: string, fetched: Data, names: DataNames) {
    this.json = json;
    this.fetched = fetched;
    this.names = names;
  }

  /** The data as objects, for code that reads responses. */
  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/**
 * The JSON of a response. The data is taken out of the response: Apollo Server keeps responses for longer than they are
 * needed, and large texts that survive until a major garbage collection cost more than a third of the processor time.
 */
export function stringifyResponse(response: object & { data?: unknown }): string {
  const { data } = response;
  if (!(data instanceof RawData)) return JSON.stringify(response);
  const { json } = data;
  data.json = '';
  data.fetched = {};
  const { data: _data, ...rest } = response;
  const others = JSON.stringify(rest);
  return others === '{}' ? `{"data":${json}}` : `{"data":${json},${others.slice(1)}`;
}
