import { actionRefusal } from './errors.ts';
import type { Draft, LakeDocument } from './lake.ts';
import type { WireMutation } from './mutate.ts';

/** One action as it travels; publishing and unpublishing are understood. */
export interface Action {
  actionType: string;
  draftId?: string;
  publishedId?: string;
  ifDraftRevisionId?: string;
  ifPublishedRevisionId?: string;
}

/**
 * The mutations that carry out the actions on what the draft holds. Throws a Refusal when an action is unknown (400),
 * when its document is missing, or when the document has another revision than expected (409).
 */
export function mutationsFor(draft: Draft, actions: Action[]): WireMutation[] {
  return actions.flatMap((action, index): WireMutation[] => {
    const { draftId = '', publishedId = '' } = action;
    switch (action.actionType) {
      case 'sanity.action.document.publish': {
        const source = expected(draft, index, draftId, action.ifDraftRevisionId);
        if (action.ifPublishedRevisionId) expected(draft, index, publishedId, action.ifPublishedRevisionId);
        return [{ createOrReplace: { ...source, _id: publishedId } }, { delete: { id: draftId } }];
      }
      case 'sanity.action.document.unpublish': {
        const source = expected(draft, index, publishedId, action.ifPublishedRevisionId);
        return [{ createIfNotExists: { ...source, _id: draftId } }, { delete: { id: publishedId } }];
      }
      default: {
        const description = `Action ${JSON.stringify(action.actionType)} is not supported by the local lake`;
        throw actionRefusal(400, index, { type: 'validationError', description });
      }
    }
  });
}

function expected(draft: Draft, index: number, id: string, revision: string | undefined): LakeDocument {
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
