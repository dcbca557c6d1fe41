import type { LakeDocument } from './documents.ts';
import { actionError } from './errors.ts';
import type { PendingTransaction } from './lake/lake.ts';
import type { WireMutation } from './lake/mutate.ts';

/** One action as it is sent; edit, publish and unpublish are supported. */
export interface Action {
  actionType: string;
  draftId?: string;
  publishedId?: string;
  patch?: Record<string, unknown>;
  ifDraftRevisionId?: string;
  ifPublishedRevisionId?: string;
}

/**
 * The mutations that carry out the actions. Apply each before requesting the next: an action sees the effects of the
 * previous ones. Throws a SanityError when an action is unsupported or its ids do not belong together (400), or when its
 * document is missing or has an unexpected revision (409).
 */
export function* mutationsFor(transaction: PendingTransaction, actions: Action[]): Generator<WireMutation> {
  for (const [index, action] of actions.entries()) {
    const { draftId = '', publishedId = '' } = action;
    const existing = (id: string, revision?: string) => requireDocument(transaction, index, id, revision);
    if (draftId !== `drafts.${publishedId}`) throw invalid(index, `${draftId} is not the draft of ${publishedId}`);
    switch (action.actionType) {
      case 'sanity.action.document.edit':
        if (!transaction.get(draftId)) yield { create: { ...existing(publishedId), _id: draftId } };
        yield { patch: { ...action.patch, id: draftId } };
        break;
      case 'sanity.action.document.publish': {
        const source = existing(draftId, action.ifDraftRevisionId);
        if (action.ifPublishedRevisionId) existing(publishedId, action.ifPublishedRevisionId);
        yield { createOrReplace: { ...source, _id: publishedId } };
        yield { delete: { id: draftId } };
        break;
      }
      case 'sanity.action.document.unpublish':
        yield { createIfNotExists: { ...existing(publishedId), _id: draftId } };
        yield { delete: { id: publishedId } };
        break;
      default:
        throw invalid(index, `Action ${JSON.stringify(action.actionType)} is not supported by the simulator`);
    }
  }
}

function requireDocument(
  transaction: PendingTransaction,
  index: number,
  id: string,
  revision: string | undefined,
): LakeDocument {
  const document = transaction.get(id);
  if (!document) {
    const description = `Document ${JSON.stringify(id)} was not found`;
    throw actionError(409, index, { type: 'documentNotFoundError', id, description });
  }
  if (revision !== undefined && revision !== document._rev) {
    const description = `Document ${JSON.stringify(id)} has unexpected revision ID (${JSON.stringify(document._rev)})`;
    throw actionError(409, index, { type: 'documentRevisionIDDoesNotMatchError', id, description });
  }
  return document;
}

function invalid(index: number, description: string): Error {
  return actionError(400, index, { type: 'validationError', description });
}
