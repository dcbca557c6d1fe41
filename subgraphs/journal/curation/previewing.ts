import type { JournalUserError } from '#generated/journal.ts';
import { type Result, refuseIfAny } from '#kit/graph/result.ts';
import type { Drafts } from '../content.ts';
import type { PreviewTokens } from './preview-tokens.ts';

/** What makes a link, and what it is to show. */
export interface PreviewRequest {
  tokens: PreviewTokens;
  /** The address of the site's page that shows drafts; undefined without one. */
  address: string | undefined;
  /** The stored id of the document. */
  id: string;
  /** In seconds. */
  expiresIn: number;
  now: Date;
}

export interface PreviewLink {
  token: string;
  url: string | null;
  expiresAt: string;
}

const [shortest, longest] = [60, 30 * 86_400];

/** Creates a link to the draft of an article, a translation, a page or a guide. Refuses with INVALID or NOT_FOUND. */
export async function createPreviewLink(
  drafts: Drafts,
  { tokens, address, id, expiresIn, now }: PreviewRequest,
): Promise<Result<PreviewLink, JournalUserError>> {
  const isTimeValid = expiresIn >= shortest && expiresIn <= longest;
  const invalid: JournalUserError = {
    ...{ field: ['input', 'expiresIn'], code: 'INVALID' },
    message: `The link must be valid for ${shortest} to ${longest} seconds.`,
  };
  const missing: JournalUserError = {
    ...{ field: ['input', 'id'], code: 'NOT_FOUND' },
    message: 'There is no such article, page or guide.',
  };
  const isKnown = (await drafts.previews([id])).length > 0;
  const refusal = refuseIfAny([...(isKnown ? [] : [missing]), ...(isTimeValid ? [] : [invalid])]);
  if (refusal) return refusal;

  const seconds = Math.floor(now.getTime() / 1_000) + expiresIn;
  const expiresAt = new Date(seconds * 1_000);
  const token = tokens.sign(id, expiresAt);
  return { token, url: address === undefined ? null : urlOf(address, token), expiresAt: expiresAt.toISOString() };
}

function urlOf(address: string, token: string): string {
  const url = new URL(address);
  url.searchParams.set('token', token);
  return url.href;
}
