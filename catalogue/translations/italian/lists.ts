import type { Texts } from '../types.ts';

/** Collections. */
export const collections: Texts['collections'] = {
  pcol_ember: {
    handle: 'brace',
    title: 'Brace',
    description:
      'Oggetti per cui è passato un fuoco, o passerà: porcellana portata a 1.400 °C, vetro levato all’alba, cuoio ingrassato tiepido accanto a una stufa. La fiamma se n’è andata; ogni pezzo serba quanto era caldo e per quanto tempo.',
  },
  pcol_tideline: {
    handle: 'linea-di-marea',
    title: 'Linea di marea',
    description:
      'Da quattro rive tra 34 e 60 gradi nord. Perle cresciute in un inverno freddo, lana stata nel vento salato, stoffa sciacquata in un fiume a due passi dalla foce.',
  },
  pcol_meridian: {
    handle: 'meridiano',
    title: 'Meridiano',
    description:
      'Strumenti per chi lavora accanto a una finestra: un orologio, una penna, una lampada, un portadocumenti, e un plaid per l’ora in cui la luce se ne va. Misurati due volte, fatti per essere aperti e curati.',
  },
  pcol_understory: {
    handle: 'sottobosco',
    title: 'Sottobosco',
    description:
      'Ciò che cresce all’ombra di qualcosa di più alto. Quercia abbattuta dalla tempesta, carta di gelso, indaco compostato cento giorni: materia lenta, tagliata nella sua stagione e finita senza vernice.',
  },
  pcol_scree: {
    handle: 'ghiaione',
    title: 'Ghiaione',
    description:
      'Da terre alte e sassose: oro lavato a 4.900 metri, zaffiri da una vena larga due passi, capra dai calcari asciutti, vetro del colore di un lago in cui non entra alcun ruscello.',
  },
  pcol_gifts: {
    handle: 'regali',
    title: 'Regali',
    description:
      'Piccoli abbastanza da portarli a tavola: un portacarte, un taccuino, una coppa che fu una candela. Ognuno arriva nella sua scatola con un biglietto bianco, e nessuno deve indovinare una misura.',
  },
};

/** Categories. */
export const categories: Texts['categories'] = {
  'pcat_leather-goods': {
    handle: 'pelletteria',
    name: 'Pelletteria',
    description: 'Borse e piccola pelletteria, tagliate e cucite da un solo paio di mani.',
  },
  pcat_bags: { handle: 'borse', name: 'Borse', description: 'Borse a mano, tracolle e portadocumenti.' },
  'pcat_small-leather': {
    handle: 'piccola-pelletteria',
    name: 'Piccola pelletteria',
    description: 'Cose che vivono in una tasca.',
  },
  pcat_textiles: { handle: 'tessuti', name: 'Tessuti', description: 'Stoffe da indossare e stoffe con cui vivere.' },
  pcat_scarves: {
    handle: 'foulard-e-scialli',
    name: 'Foulard e scialli',
    description: 'Seta, lino e lana per le spalle.',
  },
  pcat_throws: { handle: 'plaid', name: 'Plaid', description: 'Coperte tessute all’altezza del telaio.' },
  'pcat_rugs-and-cushions': {
    handle: 'tappeti-e-cuscini',
    name: 'Tappeti e cuscini',
    description: 'Lana per il pavimento e per la sedia.',
  },
  pcat_jewellery: {
    handle: 'gioielleria',
    name: 'Gioielleria',
    description: 'Oro, argento, perla e zaffiro, ciascuno di fonte nominata.',
  },
  pcat_rings: { handle: 'anelli', name: 'Anelli', description: 'Fedi e pietre incastonate, in misure francesi.' },
  pcat_bracelets: { handle: 'bracciali', name: 'Bracciali', description: 'Rigidi e catene intrecciate.' },
  pcat_timepieces: {
    handle: 'orologeria',
    name: 'Orologeria',
    description: 'Orologi meccanici che ogni orologiaio sa aprire.',
  },
  'pcat_table-clocks': {
    handle: 'orologi-da-tavolo',
    name: 'Orologi da tavolo',
    description: 'Orologi che stanno dove li si posa.',
  },
  'pcat_travelling-clocks': {
    handle: 'sveglie-da-viaggio',
    name: 'Sveglie da viaggio',
    description: 'Sveglie che si chiudono e vengono con noi.',
  },
  pcat_tableware: {
    handle: 'tavola-e-vasi',
    name: 'Tavola e vasi',
    description: 'Porcellana e vetro per fiori, acqua e pane.',
  },
  pcat_porcelain: {
    handle: 'porcellana',
    name: 'Porcellana',
    description: 'Porcellana dura, tornita e cotta a Limoges.',
  },
  pcat_glass: {
    handle: 'vetro',
    name: 'Vetro',
    description: 'Cristallo senza piombo, soffiato senza stampo o nel legno di faggio.',
  },
  pcat_interiors: { handle: 'interni', name: 'Interni', description: 'Mobili e luce.' },
  pcat_furniture: { handle: 'mobili', name: 'Mobili', description: 'Legno massello, insaponato o affumicato.' },
  pcat_lighting: {
    handle: 'illuminazione',
    name: 'Illuminazione',
    description: 'Lampade di cui ogni parte si può sostituire.',
  },
  pcat_writing: {
    handle: 'scrittura',
    name: 'Scrittura',
    description: 'Penne, carta e le scatole che le custodiscono.',
  },
  pcat_fragrance: {
    handle: 'profumi-per-la-casa',
    name: 'Profumi per la casa',
    description: 'Candele e diffusori, fatti per essere riempiti di nuovo.',
  },
};
