import type { SiteTexts } from '../types.ts';

/** What the site shows in addition to the journal. */
export const site: SiteTexts = {
  pages: {
    page_about: {
      slug: 'a-propos',
      title: 'La maison',
      description: 'Qui fait ce que vend AXIOM, où, et comment chacun peut le vérifier.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'AXIOM est une maison sans fabrique. Chaque pièce est faite dans l’atelier de la personne dont elle porte le nom, et rien ne quitte cet atelier sans que soit écrit de quoi la pièce est faite et ce que sa fabrication a coûté à l’air.',
        },
        { kind: 'heading', level: 2, text: 'Un nom sur chaque pièce' },
        {
          kind: 'paragraph',
          text: 'Nous payons nos artisans avant qu’une pièce soit vendue. En retour, nous leur demandons deux choses : qu’ils notent d’où viennent leurs matières, et qu’ils reprennent ce qui casse.',
        },
        { kind: 'heading', level: 2, text: 'Ce que vous pouvez vérifier' },
        {
          kind: 'list',
          ordered: false,
          items: [
            'Le **passeport** de chaque pièce, que personne ne peut réécrire, pas même nous.',
            'La part, l’origine et le fournisseur de chaque matière.',
            'Le carbone de sa fabrication, avec la méthode et le nom de qui l’a vérifié.',
          ],
        },
        {
          kind: 'quote',
          text: 'Une chose qu’il faut expliquer n’est pas finie. Une chose qu’on peut expliquer l’est.',
        },
      ],
    },
    page_care: {
      slug: 'entretien',
      title: 'L’entretien des pièces',
      description: 'Comment garder toute une vie le cuir, l’étoffe, le métal, la porcelaine et le bois.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'La plupart des pièces demandent moins de soins que leurs propriétaires ne leur en donnent. Époussetez-les, servez-vous-en, et renvoyez-les avant qu’elles cassent.',
        },
        { kind: 'heading', level: 2, text: 'Le cuir' },
        {
          kind: 'paragraph',
          text: 'Mouillé, laissez-le sécher lentement, loin des radiateurs. Deux fois l’an, une cuillerée de baume à la cire d’abeille sur un chiffon doux suffit. Les griffures du veau au tannage végétal se referment sous un pouce tiède.',
        },
        { kind: 'heading', level: 2, text: 'La soie, le lin et la laine' },
        {
          kind: 'paragraph',
          text: 'Aérez une nuit avant de laver. Lavez à la main, à l’eau fraîche, sans tordre, et séchez à plat. L’indigo rend un peu de sa couleur la première année : portez-le avec du bleu.',
        },
        { kind: 'heading', level: 2, text: 'L’or et l’argent' },
        {
          kind: 'paragraph',
          text: 'De l’eau tiède, une goutte de savon et une brosse à dents d’enfant. L’argent qu’on porte chaque jour ne ternit pas.',
        },
        { kind: 'heading', level: 2, text: 'La réparation' },
        {
          kind: 'paragraph',
          text: 'Chaque pièce peut être réparée par l’atelier qui l’a faite. Apportez-la dans l’une de nos boutiques, ou demandez une boîte aux [réparations](https://axiom.example/repairs).',
        },
      ],
    },
    'page_shipping-and-returns': {
      slug: 'livraison-et-retours',
      title: 'Livraison et retours',
      description: 'Les délais, les droits de douane, et trente jours pour changer d’avis.',
      narrative: [
        { kind: 'heading', level: 2, text: 'La livraison' },
        {
          kind: 'paragraph',
          text: 'Les commandes quittent Paris, New York ou Tokyo le jour même jusqu’au début de l’après-midi. Les jours de livraison sont indiqués dans le panier avant que vous payiez, et c’est une promesse.',
        },
        { kind: 'heading', level: 2, text: 'Les droits et les taxes' },
        {
          kind: 'paragraph',
          text: 'Dans l’Union européenne, au Royaume-Uni, en Suisse et au Japon, tous les droits sont compris. Aux États-Unis et au Canada, le transporteur peut les percevoir à la livraison.',
        },
        { kind: 'heading', level: 2, text: 'Les retours' },
        {
          kind: 'list',
          ordered: true,
          items: [
            'Demandez un retour dans votre compte, dans les trente jours.',
            'Remettez la pièce dans la boîte où elle est venue ; l’étiquette est sur le couvercle.',
            'Vous êtes remboursé dans les cinq jours ouvrés qui suivent son arrivée.',
          ],
        },
        {
          kind: 'paragraph',
          text: 'Les pièces gravées ne peuvent pas être rendues, à moins qu’elles n’aient un défaut.',
        },
      ],
    },
    page_privacy: {
      slug: 'confidentialite',
      title: 'Confidentialité',
      description: 'Ce que nous gardons de vous, pourquoi, combien de temps, et comment le faire effacer.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'Nous gardons ce qu’il faut à une commande : votre nom, vos adresses, votre adresse électronique et ce que vous avez acheté. Nous gardons les factures dix ans, parce que la loi nous le demande, et tout le reste jusqu’à ce que vous nous demandiez de l’effacer.',
        },
        { kind: 'heading', level: 2, text: 'Ce que nous ne faisons pas' },
        {
          kind: 'list',
          ordered: false,
          items: [
            'Nous ne vendons aucune donnée.',
            'Nous ne suivons personne sur d’autres sites.',
            'Nous n’enregistrons aucun numéro de carte.',
          ],
        },
        { kind: 'heading', level: 2, text: 'Vos droits' },
        {
          kind: 'paragraph',
          text: 'Dans votre compte, vous pouvez télécharger tout ce que nous savons de vous, le corriger et l’effacer. Ou écrivez à privacy@axiom.example.',
        },
      ],
    },
    'page_legal-notice': {
      slug: 'mentions-legales',
      title: 'Mentions légales',
      description: 'Qui est responsable de ce site.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'Ce site est publié par AXIOM SAS, 9 rue de Thorigny, 75003 Paris, France. AXIOM est une maison imaginaire : rien ici n’est à vendre.',
        },
        { kind: 'heading', level: 2, text: 'Contact' },
        {
          kind: 'paragraph',
          text: 'Écrivez à [hello@axiom.example](mailto:hello@axiom.example), ou appelez le +33 1 70 36 00 00.',
        },
      ],
    },
  },
  menus: {
    'Main menu': 'Menu principal',
    Leather: 'Cuir',
    Bags: 'Sacs',
    'Small Leather': 'Petite maroquinerie',
    'The Ember Tote': 'Le cabas Ember',
    Interiors: 'Intérieurs',
    Furniture: 'Mobilier',
    Lighting: 'Luminaires',
    'Table & Vessels': 'Table et vases',
    Collections: 'Collections',
    Ember: 'Braise',
    Tideline: 'Laisse de mer',
    Meridian: 'Méridien',
    Journal: 'Journal',
    'A Fire Put to Bed': 'Un feu qu’on couche',
    Footer: 'Pied de page',
    'About Us': 'La maison',
    About: 'À propos',
    Stores: 'Boutiques',
    Service: 'Service',
    'Care of Pieces': 'L’entretien des pièces',
    'Shipping & Returns': 'Livraison et retours',
    'Write to Us': 'Nous écrire',
    Legal: 'Informations légales',
    Privacy: 'Confidentialité',
    'Legal Notice': 'Mentions légales',
  },
  banners: {
    banner_fire: {
      title: 'Un feu qu’on couche',
      text: 'Un four, cinq personnes, et la dernière nuit de l’année où il brûle.',
      label: 'Lire le récit',
    },
    banner_repairs: {
      title: 'Les réparations sont gratuites à vie',
      text: 'Apportez n’importe quelle pièce dans l’une de nos boutiques.',
      label: 'L’entretien des pièces',
    },
  },
  stores: {
    store_paris: {
      name: 'Rue de Thorigny',
      description: 'Deux pièces et un établi de réparation derrière une porte verte du Marais.',
    },
    'store_new-york': {
      name: 'Bond Street',
      description: 'Une longue salle sous une verrière, dans Bond Street. Visites du mercredi au dimanche.',
    },
    store_tokyo: {
      name: 'Minami-Aoyama',
      description: 'Trois étages de béton et de cèdre à Minami-Aoyama, avec un salon de thé pour ceux qui attendent.',
    },
  },
  notes: {
    'New Year’s Day': 'Jour de l’An',
    'Labour Day': 'Fête du Travail',
    'Bastille Day': 'Fête nationale',
    Christmas: 'Noël',
    'Christmas Eve': 'Veille de Noël',
    'Independence Day': 'Fête de l’Indépendance',
    'New Year holidays': 'Congés du Nouvel An',
  },
  series: {
    'series_fire-and-water': {
      title: 'Le feu et l’eau',
      description: 'Verre, porcelaine et indigo : ce que l’on fait en attendant la chaleur et la marée.',
    },
  },
};
