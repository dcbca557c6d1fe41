import type { Texts } from '../../types.ts';

/** Stories of porcelain and wax. */
export const porcelain: Texts['articles'] = {
  'art_white-earth': {
    slug: 'terre-blanche',
    title: 'Terre blanche',
    role: 'Rédactrice en chef du journal',
    narrative: [
      {
        kind: 'paragraph',
        text: 'En 1768, la femme d’un chirurgien de Saint-Yrieix-la-Perche cherchait de quoi blanchir le linge et tira d’un ravin une terre douce et grasse. Elle ne lavait pas. Son mari en envoya un échantillon à un apothicaire de Bordeaux, qui savait ce que la moitié de l’Europe cherchait. C’était du **kaolin**.',
      },
      {
        kind: 'paragraph',
        text: 'Les carrières ont fermé depuis longtemps, sauf un petit front que l’on taille à la main pour les gens qui insistent. Solène Chassagnard insiste. Elle descend chaque octobre avec une remorque, et reste sous la pluie pendant que Ghislain Peyrichout, des [Kaolins de la Loue](https://axiom.example/materials/limousin-porcelain), tranche le talus avec une bêche qu’il garde pour cela et rien d’autre.',
      },
      { kind: 'heading', level: 2, text: 'Une argile qui n’oublie rien' },
      {
        kind: 'paragraph',
        text: 'La pâte à porcelaine est pour moitié du kaolin, avec du feldspath et du quartz. On la laisse en cave jusqu’au printemps ; elle y aigrit et devient un peu plus docile. Elle ne le devient jamais beaucoup. Elle ne s’étire presque pas, et elle se souvient : redressez un bord gauchi, il paraîtra parfait, ira au four, et ressortira **gauchi au même endroit**.',
      },
      {
        kind: 'paragraph',
        text: 'Voilà pourquoi les manufactures la coulent dans le plâtre. Solène la tourne. Elle a calculé qu’elle dispose de trois montées, d’environ neuf secondes, et qu’à la première la paroi doit déjà être là où elle la veut à la dernière.',
      },
      {
        kind: 'image',
        alt: 'Un vase blanc épaulé sur un tour, les mains à peine levées',
        caption: 'Après la troisième montée.',
        palette: ['#efece4', '#c3bdb0'],
      },
      {
        kind: 'quote',
        text: 'On ne corrige pas la porcelaine. On s’excuse et on prend une autre boule.',
        cite: 'Solène Chassagnard',
      },
      { kind: 'heading', level: 2, text: 'Dimanche soir' },
      {
        kind: 'paragraph',
        text: 'Le four est allumé le dimanche à six heures du soir, quand le courant est bon marché et que les anciens voisins de la blanchisserie sont à table. À 1 400 degrés, le feldspath fond et court entre les grains ; le pot s’affaisse sur lui-même et perd un septième de sa hauteur. Pendant une heure, c’est, à strictement parler, *un liquide très épais en forme de vase*.',
      },
      { kind: 'product', product: 'prod_first-firing-vase' },
      {
        kind: 'paragraph',
        text: 'Le mardi, elle frappe chacun d’un doigt replié. Une pièce saine répond par une note claire qui dure ; une pièce fêlée fait *toc*. Dans la cuisson que nous avons vue, sept vases sur onze ont sonné. Elle a cassé aussitôt les quatre autres, mis le plus beau tesson sous le microscope, et écrit pendant dix minutes.',
      },
      {
        kind: 'paragraph',
        text: 'Les bols sont plus simples et viennent par soixante. On verse l’émail, on le garde le temps qu’elle compte jusqu’à neuf, on le reverse, et là où il s’est arrêté il reste. Elle ne le guide pas. Il y a une ligne à l’intérieur de chacun, comme sur le mur d’un port, et aucune n’est de niveau.',
      },
    ],
  },
  'art_a-cup-of-light': {
    slug: 'une-tasse-de-lumiere',
    title: 'Une tasse de lumière',
    role: 'Rédacteur',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Pour faire un kilogramme de cire, les abeilles en mangent sept ou huit de miel. Elles la suent en écailles sous le ventre, la mâchent, et bâtissent avec elle dans le noir, suspendues en chaînes aux pattes les unes des autres. Quand une cellule est pleine de miel, elles la ferment avec **un couvercle de cire neuve**, la plus propre qui soit. Les apiculteurs appellent ces couvercles des opercules.',
      },
      {
        kind: 'paragraph',
        text: 'Sur le plateau de Valensole, les ruches se déplacent quatre fois l’an : amandier, romarin, lavande, lierre. Les opercules du mois de lavande sont fondus derrière une vitre, par le seul soleil, pour ne jamais passer soixante-dix degrés. La cire sent le foin, l’armoire chaude et, en dernier, la fleur.',
      },
      { kind: 'heading', level: 2, text: 'Une paroi de deux millimètres' },
      {
        kind: 'paragraph',
        text: 'Solène Chassagnard tourne la tasse aussi mince qu’elle l’ose. La porcelaine dure est un verre avec des cristaux dedans, et laisse passer la lumière là où il y en a peu. Tant que la bougie est neuve, la tasse est blanche. Au bout d’une heure une flaque se forme, la flamme descend derrière le bord, et **la paroi se met à luire**, d’abord en croissant, puis tout autour.',
      },
      {
        kind: 'image',
        alt: 'Une bougie allumée dont la tasse de porcelaine luit du dedans',
        caption: 'La trentième heure.',
        palette: ['#f7e6c4', '#b9762c'],
      },
      {
        kind: 'paragraph',
        text: 'Elle brûle une cinquantaine d’heures. Puis on la lave à l’eau chaude et l’on a une tasse, pour le thé ou pour le [prochain cylindre de cire](https://axiom.example/products/hearth-candle). Elle boit son café dans la toute première, qui est sortie ovale.',
      },
      { kind: 'heading', level: 2, text: 'Cent degrés de moins' },
      {
        kind: 'paragraph',
        text: 'L’autre vase n’a pas d’ouverture du tout, hormis un trou pour la vapeur qu’il faudrait chercher avec une aiguille. Il est cuit à 1 290 degrés là où une tasse en reçoit 1 400. À cette chaleur, le corps tient et *les pores ne sont pas encore fermés*. Posez une goutte d’huile au sommet : elle s’étale, fonce, et disparaît. Pendant deux jours, la porcelaine la rend à la pièce, plus vite quand quelqu’un ouvre la porte.',
      },
      {
        kind: 'quote',
        text: 'Pour une usine, c’est un défaut qu’on appelle sous-cuisson. Je n’ai fait qu’emménager.',
        cite: 'Solène Chassagnard',
      },
      { kind: 'product', product: 'prod_breath-vessel' },
      {
        kind: 'paragraph',
        text: 'Il repose sur un pied de [noyer](https://axiom.example/materials/perigord-walnut), car un pot poreux laisserait un rond sur la table. Il y a deux couleurs. Fumée est la même argile, enveloppée de feuilles de châtaignier pour la cuisson, et elle garde çà et là l’empreinte d’une nervure.',
      },
      {
        kind: 'paragraph',
        text: 'Aucun des deux objets ne fait grand-chose. Elle y tient. Une flamme ou un parfum est une compagnie, dit-elle, et une compagnie doit savoir quand s’arrêter.',
      },
    ],
  },
};
