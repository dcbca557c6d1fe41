import type { Texts } from '../types.ts';

/** Collections. */
export const collections: Texts['collections'] = {
  pcol_ember: {
    handle: 'braise',
    title: 'Braise',
    description:
      'Des objets par lesquels un feu est passé, ou passera : porcelaine portée à 1 400 °C, verre cueilli à l’aube, cuir graissé tiède près d’un poêle. La flamme est partie ; chaque pièce garde la trace de sa chaleur et de sa durée.',
  },
  pcol_tideline: {
    handle: 'laisse-de-mer',
    title: 'Laisse de mer',
    description:
      'De quatre rivages entre 34 et 60 degrés nord. Des perles qui ont grandi un hiver froid, de la laine restée au vent salé, de l’étoffe rincée dans une rivière à deux pas de son embouchure.',
  },
  pcol_meridian: {
    handle: 'meridien',
    title: 'Méridien',
    description:
      'Des instruments pour qui travaille près d’une fenêtre : une pendule, un stylo, une lampe, un porte-documents, et un plaid pour l’heure où la lumière s’en va. Mesurés deux fois, faits pour être ouverts et entretenus.',
  },
  pcol_understory: {
    handle: 'sous-bois',
    title: 'Sous-bois',
    description:
      'Ce qui pousse à l’ombre de plus grand que soi. Chêne couché par la tempête, papier de mûrier, indigo composté cent jours : une matière lente, coupée en sa saison et finie sans vernis.',
  },
  pcol_scree: {
    handle: 'eboulis',
    title: 'Éboulis',
    description:
      'Des terres hautes et pierreuses : or lavé à 4 900 mètres, saphirs d’un filon large de deux pas, chèvre des calcaires secs, verre couleur d’un lac où nul ruisseau n’entre.',
  },
  pcol_gifts: {
    handle: 'cadeaux',
    title: 'Cadeaux',
    description:
      'Assez petits pour être portés à table : un porte-cartes, un carnet, une coupe qui fut une bougie. Chacun vient dans sa boîte avec une carte blanche, et personne n’a de taille à deviner.',
  },
};

/** Categories. */
export const categories: Texts['categories'] = {
  'pcat_leather-goods': {
    handle: 'maroquinerie',
    name: 'Maroquinerie',
    description: 'Sacs et petits cuirs, taillés et cousus par une seule paire de mains.',
  },
  pcat_bags: { handle: 'sacs', name: 'Sacs', description: 'Cabas, besaces et porte-documents.' },
  'pcat_small-leather': {
    handle: 'petite-maroquinerie',
    name: 'Petite maroquinerie',
    description: 'Des choses qui vivent dans une poche.',
  },
  pcat_textiles: {
    handle: 'textiles-fr',
    name: 'Textiles',
    description: 'Des étoffes à porter et des étoffes à vivre.',
  },
  pcat_scarves: {
    handle: 'foulards-et-chales',
    name: 'Foulards et châles',
    description: 'Soie, lin et laine pour les épaules.',
  },
  pcat_throws: { handle: 'plaids', name: 'Plaids', description: 'Des couvertures tissées à la largeur du métier.' },
  'pcat_rugs-and-cushions': {
    handle: 'tapis-et-coussins',
    name: 'Tapis et coussins',
    description: 'De la laine pour le sol et pour le fauteuil.',
  },
  pcat_jewellery: {
    handle: 'joaillerie',
    name: 'Joaillerie',
    description: 'Or, argent, perle et saphir, chacun de source nommée.',
  },
  pcat_rings: { handle: 'bagues', name: 'Bagues', description: 'Anneaux et pierres serties, en tailles françaises.' },
  pcat_bracelets: { handle: 'bracelets-fr', name: 'Bracelets', description: 'Joncs et chaînes tressées.' },
  pcat_timepieces: {
    handle: 'horlogerie',
    name: 'Horlogerie',
    description: 'Des pendules mécaniques que tout horloger sait ouvrir.',
  },
  'pcat_table-clocks': {
    handle: 'pendules-de-table',
    name: 'Pendules de table',
    description: 'Des pendules qui restent où on les pose.',
  },
  'pcat_travelling-clocks': {
    handle: 'reveils-de-voyage',
    name: 'Réveils de voyage',
    description: 'Des réveils qui se ferment et qui suivent.',
  },
  pcat_tableware: {
    handle: 'art-de-la-table',
    name: 'Table et vases',
    description: 'Porcelaine et verre pour les fleurs, l’eau et le pain.',
  },
  pcat_porcelain: {
    handle: 'porcelaine',
    name: 'Porcelaine',
    description: 'Porcelaine dure, tournée et cuite à Limoges.',
  },
  pcat_glass: {
    handle: 'verre',
    name: 'Verre',
    description: 'Cristal sans plomb, soufflé sans moule ou dans le hêtre.',
  },
  pcat_interiors: { handle: 'interieurs', name: 'Intérieurs', description: 'Mobilier et lumière.' },
  pcat_furniture: { handle: 'mobilier', name: 'Mobilier', description: 'Bois massif, savonné ou fumé.' },
  pcat_lighting: {
    handle: 'luminaires',
    name: 'Luminaires',
    description: 'Des lampes dont chaque pièce se remplace.',
  },
  pcat_writing: {
    handle: 'ecriture',
    name: 'Écriture',
    description: 'Stylos, papiers et les boîtes qui les gardent.',
  },
  pcat_fragrance: {
    handle: 'parfums-interieur',
    name: 'Parfums d’intérieur',
    description: 'Bougies et diffuseurs, faits pour être remplis de nouveau.',
  },
};
