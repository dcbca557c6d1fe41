/** Parameters of a request: texts, nested as the brackets in their names say. */
export interface Parameters {
  [name: string]: string | Parameters | (string | Parameters)[];
}

/** Decodes `a[b]=1&c[]=2&d[0]=3` to `{ a: { b: '1' }, c: ['2'], d: ['3'] }`. */
export function decodeForm(text: string): Parameters {
  const root: Branch = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+|\[\]/g)].map(([part]) => part);
    let branch = root;
    for (const [depth, part] of path.entries()) {
      const key = part === '[]' ? String(Object.keys(branch).length) : part;
      if (depth === path.length - 1) branch[key] = value;
      else if (typeof branch[key] !== 'object') branch[key] = {};
      branch = branch[key] as Branch;
    }
  }
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, toList(value)]));
}

interface Branch {
  [name: string]: string | Branch;
}

/** An object whose keys are all numbers is a list. */
function toList(value: string | Branch): string | Parameters | (string | Parameters)[] {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key)))
    return entries.map(([, item]) => toList(item) as string | Parameters);
  return Object.fromEntries(entries.map(([key, item]) => [key, toList(item)]));
}
