import type { LakeDocument } from '../documents.ts';
import { httpError } from '../errors.ts';
import type { Lake } from './lake.ts';

/** The documents that a client sees, at one version of the lake. */
export interface View {
  /** Ordered by `_id`. */
  documents: LakeDocument[];
  get(id: string): LakeDocument | undefined;
  /**
   * The documents, in order, that contain one of these strings at a path of field names, including fields of array
   * members: a superset of what a GROQ comparison of the path with the strings can match.
   */
  withValue(path: string[], values: string[]): LakeDocument[];
}

/** Caches the views of a lake until the next commit. */
export interface Views {
  /**
   * The view of a perspective: `raw`, `published`, or `drafts` with its older name `previewDrafts`. Clients that may not read drafts see only documents without a dot
   * in their id. Throws a SanityError for other perspectives.
   */
  of(perspective: string, mayReadDrafts: boolean): View;
}

/** Views of this lake. */
export function viewsOf(lake: Lake): Views {
  const kept = new Map<string, View>();
  let version = -1;
  return {
    of(perspective, mayReadDrafts) {
      if (version !== lake.version) {
        kept.clear();
        version = lake.version;
      }
      const name = mayReadDrafts ? perspective : `${perspective} without drafts`;
      let view = kept.get(name);
      if (!view) {
        view = viewOver(inPerspective(readable(lake.documents(), mayReadDrafts), perspective));
        kept.set(name, view);
      }
      return view;
    },
  };
}

/** A view of exactly these documents, which are ordered by `_id`. */
export function viewOver(documents: LakeDocument[]): View {
  const byId = new Map(documents.map((document) => [document._id, document]));
  const indexes = new Map<string, Map<string, LakeDocument[]>>();
  return {
    documents,
    get: (id) => byId.get(id),
    withValue(path, values) {
      const name = path.join('.');
      let index = indexes.get(name);
      if (!index) {
        index = indexBy(documents, path);
        indexes.set(name, index);
      }
      const wanted = new Set(values);
      if (wanted.size === 1) return index.get(values[0] as string) ?? [];
      const found = new Set([...wanted].flatMap((value) => index.get(value) ?? []));
      return [...found].sort((a, b) => (a._id < b._id ? -1 : 1));
    },
  };
}

function readable(documents: LakeDocument[], mayReadDrafts: boolean): LakeDocument[] {
  return mayReadDrafts ? documents : documents.filter(({ _id }) => !_id.includes('.'));
}

function inPerspective(documents: LakeDocument[], perspective: string): LakeDocument[] {
  const unversioned = documents.filter(({ _id }) => !_id.startsWith('drafts.') && !_id.startsWith('versions.'));
  switch (perspective) {
    case 'raw':
      return documents;
    case 'published':
      return unversioned;
    // `previewDrafts` is the name that API versions before 2025-02-19 used.
    case 'drafts':
    case 'previewDrafts':
      return withDrafts(documents, unversioned);
    default:
      throw httpError(400, 'Bad Request', `Unknown perspective: ${perspective}`);
  }
}

/** Each draft in the place and with the id of its published version; `_originalId` is the id as it is stored. */
function withDrafts(documents: LakeDocument[], published: LakeDocument[]): LakeDocument[] {
  const prefix = 'drafts.';
  const drafts = documents.filter(({ _id }) => _id.startsWith(prefix));
  const seen = new Map(published.map((document) => [document._id, { ...document, _originalId: document._id }]));
  for (const draft of drafts) {
    const _id = draft._id.slice(prefix.length);
    seen.set(_id, { ...draft, _id, _originalId: draft._id });
  }
  return [...seen.values()].sort((a, b) => (a._id < b._id ? -1 : 1));
}

function indexBy(documents: LakeDocument[], path: string[]): Map<string, LakeDocument[]> {
  const index = new Map<string, LakeDocument[]>();
  for (const document of documents) {
    for (const value of new Set(stringsAt(document, path))) {
      const holders = index.get(value);
      if (holders) holders.push(document);
      else index.set(value, [document]);
    }
  }
  return index;
}

function stringsAt(value: unknown, path: string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => stringsAt(item, path));
  if (path.length === 0) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return stringsAt((value as Record<string, unknown>)[path[0] as string], path.slice(1));
}
