import type { Redirect, RedirectStatus } from './site.ts';

/** The largest number of redirects that are joined. A longer chain is refused like a loop. */
const longestChain = 10;

const escapes = /%[\dA-F]{2}/gi;

/**
 * A path as redirects are compared: without query, fragment and slashes at its end, decoded, and in Unicode form C. Characters that must stay
 * encoded, such as `%2F`, have upper-case digits (RFC 3986 §6.2.2.1). Null for a text that is not a path of the site or not well-formed Unicode. `//host` is not a path, because browsers read it as another site.
 */
export function pathOf(text: string): string | null {
  if (!text.isWellFormed()) return null;
  const path = decoded(text.trim().replace(/[?#].*$/s, ''))
    .normalize('NFC')
    .replace(escapes, (octet) => octet.toUpperCase())
    .replace(/(?<=.)\/+$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers strip these characters
  return /^\/(?![/\\])[^\\\x00-\x20]*$/.test(path) && path.length <= 2_000 ? path : null;
}

/**
 * How editors may write a path that `pathOf` has read: with or without a slash at its end, as it is or with characters encoded (RFC 3986),
 * in the Unicode forms C and D. A redirect is found by its path as it is stored, so any other spelling would never be found.
 */
export function spellingsOf(path: string): string[] {
  const forms = [path, path.normalize('NFD')];
  // A path that contains encoded slashes keeps them.
  const encoded = forms.flatMap((form) => [encodeURI(form), encodeURI(form).replace(/%25(?=[\dA-F]{2})/gi, '%')]);
  // Some encode these, too, although none needs it.
  const strict = encoded.map((form) =>
    form.replace(/[!'()*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  const upper = [...forms, ...encoded, ...strict];
  const all = [...upper, ...upper.map((form) => form.replace(escapes, (octet) => octet.toLowerCase()))];
  return [...new Set(path === '/' ? all : all.flatMap((spelling) => [spelling, `${spelling}/`]))];
}

/**
 * Where a redirect leads in the end, with the first path: each destination that is redirected itself is followed. Null for a
 * redirect that leads back to a path on its way, or over more than ten steps. `next` finds redirects by path.
 */
export function followed(first: Redirect, next: (path: string) => Redirect | undefined): Redirect | null {
  const seen = new Set([first.path]);
  const statuses: RedirectStatus[] = [first.statusCode];
  let { destination } = first;
  for (;;) {
    const path = pathOf(destination);
    if (path === null) break;
    if (seen.has(path) || seen.size > longestChain) return null;
    const step = next(path);
    if (!step) break;
    seen.add(path);
    statuses.push(step.statusCode);
    destination = step.destination;
  }
  return { ...first, destination, statusCode: statusOf(statuses) };
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** One status for several steps: permanent if all are. The method of a request is kept as soon as one step requires it. */
function statusOf(statuses: RedirectStatus[]): RedirectStatus {
  const isPermanent = statuses.every((status) => status === 301 || status === 308);
  const keepsMethod = statuses.some((status) => status === 307 || status === 308);
  if (isPermanent) return keepsMethod ? 308 : 301;
  return keepsMethod ? 307 : 302;
}
