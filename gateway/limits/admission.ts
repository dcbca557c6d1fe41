import type { GatewayContext } from '../context.ts';
import type { Parameters } from '../http/parameters.ts';
import type { KnownDocuments } from './known-documents.ts';

/** The parts of a context that admission reads and writes. */
type Admitted = Pick<GatewayContext, 'costAccount' | 'minimumCost'>;

/** Charges a request its minimum cost, which depends on its size. */
export interface AdmissionControl {
  /** Called before a body of so many bytes is parsed. Charges long bodies only. Throws THROTTLED. */
  beforeBody(context: Admitted, bytes: number): Promise<void>;
  /** Called before a document is parsed and validated, or a malformed request is rejected. Throws THROTTLED. */
  beforeDocument(context: Admitted, bytes: number, method: string, parameters?: Parameters): Promise<void>;
}

/** Bytes of a request for each point. */
const bytesPerPoint = 4_096;

/** Bodies longer than this are charged before they are parsed. Ordinary operations are shorter. */
const longBody = 16_384;

/**
 * Characters of a document for each point. Parsing and validating a kilobyte needs up to two milliseconds of processor
 * time.
 */
const charactersPerPoint = 64;

/** The token limit bounds the time for longer documents, so that they cost the same as one of this length. */
const longDocument = 16_384;

function sizeCost(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / bytesPerPoint));
}

/**
 * The points that a document of so many characters costs before it runs: for parsing, validation and its normal form.
 */
export function documentCost(characters: number): number {
  return Math.ceil(Math.min(characters, longDocument) / charactersPerPoint);
}

/**
 * Charges requests before they are parsed. Against floods of invalid or too expensive requests, which never run and
 * each send another document. Short requests with a known document are not charged here: they are charged once, with
 * their operation.
 */
export function createAdmissionControl(known: KnownDocuments): AdmissionControl {
  const charge = async ({ costAccount, minimumCost }: Admitted) => {
    const refusal = await costAccount.reserve(minimumCost);
    if (refusal) throw refusal;
  };
  return {
    beforeBody: async (context, bytes) => {
      context.minimumCost = sizeCost(bytes);
      if (bytes > longBody) await charge(context);
    },
    beforeDocument: async (context, bytes, method, { query, extensions } = {}) => {
      context.minimumCost = sizeCost(bytes);
      const { sha256Hash } = (extensions?.persistedQuery ?? {}) as { sha256Hash?: string };
      if (known.find(method, query, sha256Hash)) return;
      // The text of a persisted query is read from its store and parsed again.
      const length = query?.length ?? (sha256Hash === undefined ? 0 : known.lengthOf(sha256Hash));
      context.minimumCost = Math.max(context.minimumCost, documentCost(length));
      await charge(context);
    },
  };
}
