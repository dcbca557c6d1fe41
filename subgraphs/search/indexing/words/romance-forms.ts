/** The shortest word that has other forms. */
const minLength = 4;

/** The plural or singular of a French word: `sac` and `sacs`, `bijou` and `bijoux`, `vaisseau` and `vaisseaux`, `cheval` and `chevaux`. */
export function frenchFormsOf(word: string): string[] {
  if (word.length < minLength - 1) return [];
  if (word.endsWith('eaux')) return [word.slice(0, -1)];
  if (word.endsWith('aux')) return [`${word.slice(0, -3)}al`, word.slice(0, -1)];
  if (/(?:ou|eu)x$/.test(word)) return [word.slice(0, -1)];
  if (/[sxz]$/.test(word)) return word.endsWith('s') && word.length >= minLength ? [word.slice(0, -1)] : [];
  if (/(?:eau|au|eu)$/.test(word)) return [`${word}x`];
  if (word.endsWith('ou')) return [`${word}s`, `${word}x`];
  if (word.endsWith('al')) return [`${word.slice(0, -2)}aux`, `${word}s`];
  return [`${word}s`];
}

/** The plural or singular of an Italian word: `borsa` and `borse`, `anello` and `anelli`, `bicchiere` and `bicchieri`, `sciarpa` and `sciarpe`. */
export function italianFormsOf(word: string): string[] {
  if (word.length < minLength) return [];
  const stem = word.slice(0, -1);
  if (word.endsWith('che')) return [`${word.slice(0, -2)}a`];
  if (word.endsWith('ghe')) return [`${word.slice(0, -2)}a`];
  if (/[cg]a$/.test(word)) return [`${stem}he`];
  if (/[cg]o$/.test(word)) return [`${stem}hi`, `${stem}i`];
  if (/[cg]hi$/.test(word)) return [`${word.slice(0, -2)}o`];
  if (word.endsWith('io')) return [stem];
  if (word.endsWith('a')) return [`${stem}e`];
  if (word.endsWith('o')) return [`${stem}i`];
  if (word.endsWith('e')) return [`${stem}i`, `${stem}a`];
  if (word.endsWith('i')) return [`${stem}o`, `${stem}e`, `${word}o`];
  return [];
}
