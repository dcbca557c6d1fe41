/** Irregular plurals, singular first. */
const irregular = new Map(
  pairs(
    'man men, woman women, child children, person people, foot feet, tooth teeth, goose geese, mouse mice, ox oxen',
    'die dice, penny pence, brother brethren, thief thieves, sheaf sheaves, loaf loaves, leaf leaves, half halves',
    'self selves, shelf shelves, calf calves, elf elves, wolf wolves, hoof hooves, roof roofs, knife knives, wife wives',
    'life lives, scarf scarves, wharf wharves, dwarf dwarves, handkerchief handkerchiefs, chief chiefs, proof proofs',
    'cuff cuffs, reef reefs, chef chefs, cliff cliffs, staff staffs, photo photos, piano pianos, studio studios',
    'folio folios, portfolio portfolios, kimono kimonos, logo logos, hero heroes, potato potatoes, tomato tomatoes',
    'cargo cargoes, motto mottoes, tuxedo tuxedos, axis axes, basis bases, oasis oases, crisis crises',
    'criterion criteria, medium media, index indices, appendix appendices, matrix matrices, quiz quizzes',
    'bureau bureaux, tableau tableaux, plateau plateaux, chateau chateaux, trousseau trousseaux, cactus cacti',
    'nucleus nuclei, focus foci, stylus styli, fungus fungi, radius radii',
  ),
);

/** Alternative plurals for words of the list above. */
const doublets = new Map(
  pairs(
    'scarf scarfs, wharf wharfs, dwarf dwarfs, hoof hoofs, handkerchief handkerchieves, cargo cargos, medium mediums',
    'index indexes, bureau bureaus, cactus cactuses, motto mottos, stylus styluses, die dies, staff staves',
  ),
);

/** Words that end like a plural but are singular, or whose plural equals the singular. */
const unchanging = new Set(
  [
    'series species means sheep deer fish aircraft salmon trousers jeans pyjamas pajamas scissors tongs tweezers',
    'binoculars brass canvas atlas lens bus gas iris chaos news analysis emphasis always',
  ].flatMap((line) => line.split(' ')),
);

/** Irregular spellings, British first. */
const spellings = pairs(
  'jewellery jewelry, jeweller jeweler, jewelled jeweled, grey gray, mould mold, moulded molded, moulding molding',
  'plough plow, cosy cozy, aluminium aluminum, cheque check, tyre tire, pyjamas pajamas, draught draft, woollen woolen',
  'moustache mustache, sulphur sulfur, catalogue catalog, dialogue dialog, programme program, axe ax, licence license',
  'artefact artifact, ageing aging, kerb curb, whisky whiskey, doughnut donut, smoulder smolder, sceptre scepter',
  'marvellous marvelous, mediaeval medieval, encyclopaedia encyclopedia, manoeuvre maneuver, carat karat',
  'enamelled enameled, panelled paneled, bevelled beveled, chiselled chiseled, tasselled tasseled',
  'travelling traveling, traveller traveler, modelled modeled, labelled labeled, omelette omelet, yoghurt yogurt',
);
const otherSpelling = new Map([...spellings, ...spellings.map(([one, other]): [string, string] => [other, one])]);

/**
 * Other forms of an English word that may be searched for: its plural or singular, in British and American spelling. In lower
 * case; empty for text that is not a plain word. Forms that do not exist are harmless, because they never match.
 */
export function formsOf(word: string): string[] {
  const plain = word.toLowerCase();
  if (!/^\p{L}{3,}$/u.test(plain)) return [];
  const spelt = [plain, ...spellingsOf(plain)];
  const forms = new Set(spelt.flatMap((one) => [one, ...numbersOf(one), ...numbersOf(one).flatMap(spellingsOf)]));
  forms.delete(plain);
  return [...forms];
}

function numbersOf(word: string): string[] {
  if (unchanging.has(word)) return [];
  const singulars = singularsOf(word);
  return singulars.length > 0 ? [...singulars, ...singulars.flatMap(pluralsOf)] : pluralsOf(word);
}

function pluralsOf(singular: string): string[] {
  const known = [irregular.get(singular), doublets.get(singular)].filter((plural) => plural !== undefined);
  if (known.length > 0) return known;
  if (/[^aeiou]y$/.test(singular)) return [`${singular.slice(0, -1)}ies`];
  if (/(s|x|z|ch|sh)$/.test(singular)) return [`${singular}es`];
  return [`${singular}s`];
}

/** Empty for a word that is not a plural. */
function singularsOf(word: string): string[] {
  const known = [...irregular, ...doublets].flatMap(([singular, plural]) => (plural === word ? singular : []));
  if (known.length > 0) return [...new Set(known)];
  if (irregular.has(word) || /(ss|us|is)$/.test(word) || !word.endsWith('s') || word.length < 4) return [];
  if (/[^aeiou]ies$/.test(word)) return [`${word.slice(0, -3)}y`, ...(word.length <= 5 ? [word.slice(0, -1)] : [])];
  // `vases` and `glasses`, `axes` and `boxes` have the same ending: both singulars are returned.
  if (/(s|x|z|ch|sh)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)];
  return [word.slice(0, -1)];
}

function spellingsOf(word: string): string[] {
  const known = otherSpelling.get(word);
  if (known) return [known];
  const swaps: [RegExp, string][] = [
    [/(?<=\w{3})our(?=$|s$|ed$|ing$|ful$|less$)/, 'or'],
    [/(?<=\w{2}[^o])or(?=$|s$|ed$|ing$|ful$|less$)/, 'our'],
    [/(?<=\w{2}[bt])re(?=$|s$)/, 'er'],
    [/(?<=\w{2}[bt])er(?=$|s$)/, 're'],
    [/(?<=\w{4})is(?=e$|es$|ed$|ing$|ation$)/, 'iz'],
    [/(?<=\w{4})iz(?=e$|es$|ed$|ing$|ation$)/, 'is'],
  ];
  return swaps.flatMap(([from, to]) => (from.test(word) ? [word.replace(from, to)] : []));
}

function pairs(...lines: string[]): [string, string][] {
  return lines.flatMap((line) => line.split(', ').map((pair) => pair.split(' ') as [string, string]));
}
