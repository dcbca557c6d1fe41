import { actionRefusal } from './errors.ts';
import type { Draft, LakeDocument } from './lake.ts';
import type { WireMutation } from './mutate.ts';

/** One action as it travels; editing, publishing and unpublishing are understood. */
export interface Action {
  actionType: string;
  draftId?: string;
  publishedId?: string;
  patch?: Record<string, unknown>;
  ifDraftRevisionId?: string;
  ifPublishedRevisionId?: string;
}

/**
 * The mutations that carry out the actions, each to be applied to the draft before the next is asked for: an action sees
 * what those before it did. Throws a Refusal when an action is unknown or its ids do not belong together (400), when its
 * document is missing, or when the document has another revision than expected (409).
 */
export function* mutationsFor(draft: Draft, actions: Action[]): Generator<WireMutation> {
  for (const [index, action] of actions.entries()) {
    const { draftId = '', publishedId = '' } = action;
    if (draftId !== `drafts.${publishedId}`) throw malformed(index, `${draftId} is not the draft of ${publishedId}`);
    switch (action.actionType) {
      case 'sanity.action.document.edit':
        if (!draft.get(draftId)) yield { create: { ...expected(draft, index, publishedId), _id: draftId } };
        yield { patch: { ...action.patch, id: draftId } };
        break;
      case 'sanity.action.document.publish': {
        const source = expected(draft, index, draftId, action.ifDraftRevisionId);
        if (action.ifPublishedRevisionId) expected(draft, index, publishedId, action.ifPublishedRevisionId);
        yield { createOrReplace: { ...source, _id: publishedId } };
        yield { delete: { id: draftId } };
        break;
      }
      case 'sanity.action.document.unpublish':
        yield { createIfNotExists: { ...expected(draft, index, publishedId), _id: draftId } };
        yield { delete: { id: publishedId } };
        break;
      default:
        throw malformed(index, `Action ${JSON.stringify(action.actionType)} is not supported by the local lake`);
    }
  }
}

function expected(draft: Draft, index: number, id: string, revision?: string): LakeDocument {
  const document = draft.get(id);
  if (!document) {
    const description = `Document ${JSON.stringify(id)} was not found`;
    throw actionRefusal(409, index, { type: 'documentNotFoundError', id, description });
  }
  if (revision !== undefined && revision !== document._rev) {
    const description = `Document ${JSON.stringify(id)} has unexpected revision ID (${JSON.stringify(document._rev)})`;
    throw actionRefusal(409, index, { type: 'documentRevisionIDDoesNotMatchError', id, description });
  }
  return document;
}

function malformed(index: number, description: string): Error {
  return actionRefusal(400, index, { type: 'validationError', description });
}
