import type { GatewayContext } from '../context.ts';
import type { Parameters } from '../http/parameters.ts';
import type { KnownDocuments } from './known-documents.ts';

/** What a request costs at least, by its size. */
export interface Entrance {
  /** Before a body of so many bytes is parsed, where that is work by itself. Throws THROTTLED. */
  beforeBody(context: GatewayContext, bytes: number): Promise<void>;
  /** Before a document is parsed and validated, or a request is refused as malformed. Throws THROTTLED. */
  beforeDocument(context: GatewayContext, bytes: number, method: string, parameters?: Parameters): Promise<void>;
}

/** Each point pays for so many bytes of a request. */
const bytesPerPoint = 4_096;

/** Bodies longer than this are paid for before they are parsed. Those of ordinary operations are not. */
const longBody = 16_384;

/** To parse and validate a document costs a point for so many characters: two milliseconds of a core for a kilobyte at worst. */
const charactersPerPoint = 64;

/** No document takes longer than the worst of this length: tokens are limited. */
const longDocument = 16_384;

/** Points that a request of so many bytes costs at least. */
function entryCost(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / bytesPerPoint));
}

/** Points for what is done with a document of so many characters before it runs: it is parsed, validated and brought into its normal form. */
export function documentCost(characters: number): number {
  return Math.ceil(Math.min(characters, longDocument) / charactersPerPoint);
}

/**
 * Has requests paid for before anything is parsed, except those of ordinary length whose document is known: they are paid
 * for in one step with what they cost to run. Against floods of requests that are not valid, or too expensive, which never
 * run and each have another document.
 */
export function openEntrance(known: KnownDocuments): Entrance {
  const pay = async (context: GatewayContext) => {
    const refusal = await context.spending.reserve(context.entryCost);
    if (refusal) throw refusal;
  };
  return {
    beforeBody: async (context, bytes) => {
      context.entryCost = entryCost(bytes);
      if (bytes > longBody) await pay(context);
    },
    beforeDocument: async (context, bytes, method, { query, extensions } = {}) => {
      context.entryCost = entryCost(bytes);
      const { sha256Hash } = (extensions?.persistedQuery ?? {}) as { sha256Hash?: string };
      if (known.has(method, query, sha256Hash)) return;
      // The text of a persisted query is read from where it is stored, and parsed again.
      const length = query?.length ?? (sha256Hash === undefined ? 0 : known.lengthOf(sha256Hash));
      context.entryCost = Math.max(context.entryCost, documentCost(length));
      await pay(context);
    },
  };
}
