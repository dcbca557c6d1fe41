/** The words that a search index ignores, by language; `requests` are those that only queries contain, besides. */
export const stopWordLists = {
  EN: wordsIn('a an and as at by for from in is it its of on or that the this to with'),
  FR: wordsIn(
    'le la les l un une des du de d et en au aux ou par pour avec dans sur sous est ce cet cette ces se sa son ses leur qui que',
  ),
  JA: wordsIn('の に は を が で て と も へ や から まで より です ます な'),
  IT: wordsIn(
    'il lo la i gli le l un uno una di del dello della dei degli delle da dal dalla in nel nella con su sul sulla per e ed o è che al alla',
  ),
  requests: {
    FR: wordsIn(
      "je tu il nous vous mon ma mes cherche chercher voudrais veux acheter trouver montrez merci s'il plaît svp bonjour fabriqué fabriqués fabriquée fabriquées",
    ),
    JA: wordsIn('くだ さい ください 欲しい ほしい 探して 探す 買う 見せて ある お願い'),
    IT: wordsIn(
      'io tu noi voi mio mia cerco cercare vorrei voglio comprare trovare mostra grazie prego ciao prodotto prodotti prodotta fatto fatta',
    ),
  },
} as const;

function wordsIn(line: string): readonly string[] {
  return line.split(' ');
}
