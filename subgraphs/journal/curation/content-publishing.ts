import type { JournalUserError } from '#generated/journal.ts';
import { type Refusal, type Result, refuseIfAny } from '#kit/graph/result.ts';
import type { ContentVersion, Drafts, SiteType } from '../content.ts';
import { error, refusalOf } from './refusals.ts';

/** A document by its stored id. */
export interface ContentKey {
  id: string;
  type: SiteType;
}

/**
 * Publishes the draft of a document that is neither an article nor an artisan, and resolves to what it is. A document without a draft
 * stays unchanged. Refuses with NOT_FOUND, INCOMPLETE or CONFLICT.
 */
export async function publishContent(drafts: Drafts, id: string): Promise<Result<ContentKey, JournalUserError>> {
  const state = await drafts.content(id);
  const version = state?.draft ?? state?.published;
  if (!state || !version) return notFound;
  const refusal = refuseIfAny(errorsIn(version));
  if (refusal) return refusal;
  const { type } = state;
  if (!state.draft) return { id, type };

  const revisions = { draft: state.draft.revision, published: state.published?.revision };
  const reason = await drafts.publish(id, revisions, undefined);
  if (reason === null) return { id, type };
  return refusalOf('INCOMPLETE', reason, state, await drafts.content(id), conflict);
}

/**
 * Unpublishes a document of these types, keeps it as a draft, and resolves to what it is. One that is not published stays unchanged. Refuses
 * with NOT_FOUND or CONFLICT.
 */
export async function unpublishContent(drafts: Drafts, id: string): Promise<Result<ContentKey, JournalUserError>> {
  const state = await drafts.content(id);
  if (!state) return notFound;
  const reason = state.published ? await drafts.unpublish(id) : null;
  if (reason === null) return { id, type: state.type };
  return refusalOf('CONFLICT', reason, { published: state.published }, await drafts.content(id), conflict);
}

const notFound: Refusal<JournalUserError> = { userErrors: [error('NOT_FOUND', 'There is no such document.', 'id')] };
const conflict: Refusal<JournalUserError> = {
  userErrors: [error('CONFLICT', 'Another user changed the document at the same time. Read it again.')],
};

function errorsIn({ invalidFields, takenKey }: ContentVersion): JournalUserError[] {
  return [
    ...invalidFields.map((field) => error('INCOMPLETE', `The field ${field} is missing or not valid.`, field)),
    ...(takenKey === null
      ? []
      : [error('INCOMPLETE', `Another published document has the same ${takenKey}.`, takenKey)]),
  ];
}
