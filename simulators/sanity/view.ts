import { httpRefusal } from './errors.ts';
import type { Lake, LakeDocument } from './lake.ts';

/** The content as one kind of reader sees it, frozen at one version of the lake. */
export interface View {
  /** Ordered by `_id`. */
  documents: LakeDocument[];
  get(id: string): LakeDocument | undefined;
  /**
   * The documents, in order, that hold one of these strings at a path of field names, looked for through arrays on the
   * way; a superset of what any GROQ comparison of the path with the strings can match.
   */
  holding(path: string[], values: string[]): LakeDocument[];
}

/** Hands out views of a lake and keeps them until the next commit. */
export interface Views {
  /**
   * The view of a perspective: `raw`, `published` or `drafts` (drafts laid over what is published). Those who may not
   * read drafts see only documents without a dot in their id. Throws a Refusal (400) for other perspectives.
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
    holding(path, values) {
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
    case 'drafts':
    case 'previewDrafts': {
      const seen = new Map(unversioned.map((document) => [document._id, document]));
      for (const draft of documents.filter(({ _id }) => _id.startsWith('drafts.'))) {
        const _id = draft._id.slice('drafts.'.length);
        seen.set(_id, { ...draft, _id, _originalId: draft._id });
      }
      return [...seen.values()].sort((a, b) => (a._id < b._id ? -1 : 1));
    }
    default:
      throw httpRefusal(400, 'Bad Request', `Unknown perspective: ${perspective}`);
  }
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
