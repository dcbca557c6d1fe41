/**
 * English words that say how something is asked for and not what: articles, prepositions, pronouns, question words, and
 * the verbs and courtesies of asking. Words that can name or describe a product (`new`, `best`, `light`) are not here.
 */
const fillers = new Set(
  [
    'a an the this that these those some any such',
    'and or but nor so if than then as also too very just only',
    'of in on at by for from to with into onto upon about over under between within without',
    'i me my mine we our ours you your yours he him his she her hers it its they them their theirs',
    'myself yourself himself herself something anything someone somebody',
    'is are was were be been being am do does did done have has had having can could will would shall should may might must',
    'who whom whose which what where when why how',
    "i'm i'd i'll i've we're you're don't doesn't can't isn't",
    'want wants wanted need needs needed like likes prefer wish hope trying try',
    'look looks looking search searching find finding found show shows showing see give gives get getting got',
    'buy buying purchase purchasing shop shopping sell sells selling',
    // `made in usa` asks for what comes from there; where nothing does, not for all that is made somewhere.
    'made',
    // What stands before an article number.
    'sku gtin ean upc',
    'please thanks thank hi hello hey help kindly there here',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Prepositions behind which stands what a product is for or has, and not what it is: `a lamp for my desk`. `of` is none of
 * them: `a set of tumblers`.
 */
const prepositions = new Set(
  'in on at by for from to with into onto about over under between within without'.split(' '),
);

/** Whether a word is a preposition that turns from the thing asked for to something about it. */
export function turnsAside(word: string): boolean {
  return prepositions.has(word.toLowerCase());
}

/** Whether a word is one that says nothing of a product, in any case and with any accents, as the engine reads words: `à`. */
export function isFiller(word: string): boolean {
  return fillers.has(
    word
      .normalize('NFKD')
      .replaceAll(/\p{Mn}/gu, '')
      .toLowerCase(),
  );
}
