/** One block of a narrative; `**bold**`, `*italic*` and `[text](https://…)` are understood inside text. */
export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'quote'; text: string; cite?: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'image'; alt: string; caption?: string; palette: [string, string] }
  | { kind: 'product'; product: `prod_${string}` };
