import type { Block } from '../../blocks.ts';
import type { GuideTexts } from '../../guides/types.ts';

/** The guides for care and sizes. */
export const guides: GuideTexts = {
  care: {
    care_leather: {
      title: 'L’entretien du cuir',
      instructions: paragraphs(
        'Mouillé, laissez-le sécher lentement, loin des radiateurs, rempli de papier blanc.',
        'Deux fois l’an, faites pénétrer une cuillerée de baume à la cire d’abeille avec un chiffon doux. Les griffures du cuir au tannage végétal se referment sous un pouce tiède.',
      ),
    },
    care_textiles: {
      title: 'L’entretien de la soie, du lin et de la laine',
      instructions: paragraphs(
        'Aérez une nuit avant de laver : la plupart des étoffes ne demandent rien d’autre.',
        'Lavez à la main, à l’eau fraîche, avec un savon pour la laine. Pressez dans une serviette, sans tordre.',
      ),
    },
    care_rugs: {
      title: 'L’entretien des tapis et des coussins',
      instructions: paragraphs(
        'Secouez-le à la fenêtre, et tournez-le d’un demi-tour chaque printemps, pour qu’il s’use également.',
        'Soulevez une tache à l’eau froide avec un chiffon blanc, du bord vers le milieu. Confiez le lavage à un nettoyeur de tapis.',
      ),
    },
    care_indigo: {
      title: 'L’entretien de l’indigo vivant',
      instructions: paragraphs(
        'L’indigo rend un peu de sa couleur la première année : portez-le avec du bleu, et lavez-le seul.',
        'Lavez à la main, à l’eau froide, sans savon les trois premières fois. Séchez à l’ombre, où le bleu reste profond.',
      ),
    },
    'care_gold-and-silver': {
      title: 'L’entretien de l’or, de l’argent et des perles',
      instructions: paragraphs(
        'De l’eau tiède, une goutte de savon et une brosse à dents souple. L’argent qu’on porte chaque jour ne ternit pas.',
        'Les perles arrivent les dernières et partent les premières : mettez-les après le parfum, et essuyez-les le soir d’un chiffon sec.',
      ),
    },
    care_clocks: {
      title: 'L’entretien des pendules',
      instructions: paragraphs(
        'Remontez-la le même jour de chaque semaine, jusqu’à ce que la clé s’arrête d’elle-même. Ne la réglez que vers l’avant.',
        'Faites-la nettoyer et huiler tous les cinq ans par n’importe quel horloger : la liste des pièces est dans la caisse.',
      ),
    },
    'care_porcelain-and-glass': {
      title: 'L’entretien de la porcelaine et du verre',
      instructions: paragraphs(
        'Lavez à la main, à l’eau tiède, une pièce à la fois, sur un linge posé dans l’évier.',
        'Le vinaigre enlève le calcaire. Laissez refroidir une pièce tiède avant de la mettre à l’eau froide.',
      ),
    },
    care_wood: {
      title: 'L’entretien du bois',
      instructions: paragraphs(
        'Époussetez d’un chiffon sec. Lavez le bois savonné deux fois l’an, aux paillettes de savon dans l’eau tiède, dans le sens du fil.',
        'Gardez-le à un mètre des radiateurs. Le rond d’un verre part avec un peu de savon et de la laine d’acier fine.',
      ),
    },
    care_lamps: {
      title: 'L’entretien des lampes',
      instructions: paragraphs(
        'Débranchez la lampe et laissez-la refroidir. Essuyez le verre d’un chiffon humide, et brossez l’abat-jour de haut en bas.',
        'Chaque partie peut être remplacée : écrivez-nous avec le numéro gravé sous le pied.',
      ),
    },
    'care_pens-and-paper': {
      title: 'L’entretien des plumes et du papier',
      instructions: paragraphs(
        'Rincez la plume à l’eau fraîche chaque mois, et chaque fois que vous changez d’encre.',
        'Gardez le papier à plat, à l’abri du soleil. Le papier de mûrier se répare à la colle d’amidon.',
      ),
    },
    care_candles: {
      title: 'L’entretien des bougies et des vases',
      instructions: paragraphs(
        'La première fois, laissez la cire fondre jusqu’au bord, et coupez la mèche à un demi-centimètre avant chaque allumage.',
        'Lavez le vase vide à l’eau chaude. On peut le remplir de nouveau, ou y boire.',
      ),
    },
  },
  sizes: {
    size_rings: {
      title: 'Les tailles de bague',
      howToMeasure: [
        {
          kind: 'list',
          ordered: true,
          items: [
            'Posez une bande de papier autour du doigt, sous l’articulation, le soir.',
            'Marquez l’endroit où elle se rejoint et mesurez-la en millimètres : c’est la taille française.',
            'Entre deux tailles, prenez la plus grande.',
          ],
        },
      ],
    },
    size_bracelets: {
      title: 'Les tailles de bracelet',
      howToMeasure: paragraphs('Mesurez le poignet au-dessus de l’os avec un mètre posé à plat, sans rien ajouter.'),
    },
    size_scarves: {
      title: 'Les dimensions des foulards et des étoles',
      howToMeasure: paragraphs(
        'Mesurées à plat, sans les franges. Une étoffe tissée main peut différer de deux centimètres.',
      ),
    },
    'size_ember-tote': {
      title: 'Les tailles du cabas Ember',
      howToMeasure: paragraphs('Mesurées à l’extérieur, sans les anses. Le grand contient un dossier de format A4.'),
    },
    size_rugs: {
      title: 'Les dimensions des tapis et des coussins',
      howToMeasure: paragraphs(
        'Laissez vingt centimètres de sol autour d’un tapis, ou posez-le sous tous les pieds d’une table.',
      ),
    },
  },
  columns: {
    'Inner circumference': 'Tour intérieur',
    'Inner diameter': 'Diamètre intérieur',
    Wrist: 'Poignet',
    Length: 'Longueur',
    Width: 'Largeur',
    Height: 'Hauteur',
    Depth: 'Profondeur',
  },
};

function paragraphs(...texts: string[]): Block[] {
  return texts.map((text) => ({ kind: 'paragraph', text }));
}
