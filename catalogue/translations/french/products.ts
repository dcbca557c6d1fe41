import type { Texts } from '../types.ts';

/** Products. */
export const products: Texts['products'] = {
  'prod_ember-tote': {
    handle: 'cabas-ember',
    title: 'Cabas Ember',
    subtitle: 'Veau à tannage végétal, cousu main à neuf points au pouce',
    description:
      'Un cabas ouvert, taillé en deux pans de veau de l’Arno pour que le grain coure sans rupture autour du fond. Les anses sont roulées sur une corde de lin et cousues à deux aiguilles ; le fond repose sur cinq pieds de laiton tourné. On l’achète pâle ou sombre, et ni l’un ni l’autre ne le reste.',
  },
  'prod_scree-satchel': {
    handle: 'besace-scree',
    title: 'Besace Scree',
    subtitle: 'Chèvre des Causses, fermée par son propre poids',
    description:
      'Une besace sans fermoir : une barre de laiton cousue dans l’ourlet du rabat la tient close. Chèvre du Tarn, grenue et mate, doublée de lin écru. La bandoulière se règle en sept crans et pend à deux goupilles d’acier que l’on peut chasser et remplacer.',
  },
  'prod_meridian-folio': {
    handle: 'porte-documents-meridian',
    title: 'Porte-documents Meridian',
    subtitle: 'Pour les papiers qui doivent arriver à plat',
    description:
      'Une seule pièce de veau, pliée une fois, avec un soufflet sur deux côtés et une patte qui se glisse sous un pont. Il contient le papier jusqu’au A4 et un écran jusqu’à quatorze pouces. À l’intérieur, une poche de lin se trouve là où tombe la main ; il n’y a rien d’autre à chercher.',
  },
  'prod_tideline-card-case': {
    handle: 'porte-cartes-tideline',
    title: 'Porte-cartes Tideline',
    subtitle: 'Une chèvre, deux plis, quatre cartes',
    description:
      'Plié comme une lettre dans une seule pièce de chèvre et tenu par onze points. La tranche, laissée brute et lissée à la cire d’abeille, trace sur le devant une ligne inégale, comme une vague sur le sable.',
  },
  'prod_plumb-pen': {
    handle: 'stylo-plume-plumb',
    title: 'Stylo-plume Plumb',
    subtitle: 'Argent recyclé sous neuf couches d’urushi',
    description:
      'Un stylo-plume qui tient debout sur son capuchon. Le corps, tourné dans de l’argent recyclé, est laqué neuf fois à l’urushi de Jōbōji, chaque couche durcissant deux jours à l’humidité. Il se remplit par un piston à vis d’acier bleui, contient 1,4 ml et se démonte sans outil.',
  },
  'prod_understory-notebook': {
    handle: 'carnet-understory',
    title: 'Carnet Understory',
    subtitle: 'Papier de mûrier sous une couverture de chèvre qui lui survit',
    description:
      'Une couverture d’une seule chèvre pliée tient un bloc de 192 pages de washi d’Awa, cousu sur des rubans de lin pour s’ouvrir à plat partout. Le bloc rempli glisse hors de deux fentes, et le suivant y prend place.',
  },
  'prod_eight-dips-scarf': {
    handle: 'carre-huit-bains',
    title: 'Carré Huit Bains',
    subtitle: 'Soie de Tomioka dans l’indigo vivant, comptée par bain',
    description:
      'Un carré de sergé de soie de quatre-vingt-dix centimètres, teint d’une pièce. Un bain donne le kamenozoki, bleu d’un regard dans la jarre ; quatre donnent l’asagi ; huit donnent le kon, presque noir tant qu’il ne bouge pas. L’ourlet est roulotté avant la teinture : le fil est bleu jusqu’au cœur.',
  },
  'prod_tideline-stole': {
    handle: 'etole-tideline',
    title: 'Étole Tideline',
    subtitle: 'Soie et lin, teints debout dans la cuve',
    description:
      'Chaîne de soie, trame de lin, deux mètres de long. Suspendue au-dessus de la cuve, elle descend d’une main à chaque bain ; le bleu monte ainsi en sept lignes que deux étoffes ne partagent jamais. Le lin prend la teinture un peu après la soie, et la surface miroite comme du sable mouillé.',
  },
  'prod_haar-wrap': {
    handle: 'chale-haar',
    title: 'Châle Haar',
    subtitle: 'Laine des Shetland et soie, le poids d’une brume de mer',
    description:
      'Le haar est la brume qui vient de la mer du Nord un jour de chaleur. Laine des Shetland à un brin, filée aussi fin qu’elle l’accepte et portée par un fil de soie, tissée si lâche qu’on lit le journal au travers, puis foulée à la main jusqu’à ce qu’on ne le puisse plus.',
  },
  'prod_simmer-dim-throw': {
    handle: 'plaid-simmer-dim',
    title: 'Plaid Simmer Dim',
    subtitle: 'Laine sans teinture, pour l’heure entre deux jours',
    description:
      'En juin, le soleil des Shetland se couche cinq heures sans que vienne la nuit : c’est le simmer dim. Trois gris naturels se suivent sur ce plaid sans une ligne entre eux. Tissé à toute la largeur du métier, lisières laissées telles quelles.',
  },
  'prod_haaf-rug': {
    handle: 'tapis-haaf',
    title: 'Tapis Haaf',
    subtitle: 'Laine tissée à plat sur chaîne de lin',
    description:
      'Le haaf était la pêche en haute mer, à quarante milles, en barque ouverte. Un tissage plat de laine sombre sur une chaîne de lin, battu si fort que le lin disparaît ; des duites pâles le traversent à l’écart des anciennes lignes de pêche. Il n’a ni endroit ni envers.',
  },
  'prod_taatit-cushion': {
    handle: 'coussin-taatit',
    title: 'Coussin Taatit',
    subtitle: 'Velours noué, d’après les tapis de noces des Shetland',
    description:
      'Les tapis taatit étaient des couvre-lits faits en deux moitiés, une par famille, cousues ensemble pour la noce. Ce coussin est noué de même, en boucles de six couleurs sans teinture, et garni de la laine trop courte pour être filée.',
  },
  'prod_ananea-ring': {
    handle: 'alliance-ananea',
    title: 'Alliance Ananea',
    subtitle: 'Un anneau simple en or Fairmined, forgé et non coulé',
    description:
      'L’or est versé dans une pierre ouverte, martelé au carré, étiré en rond et fermé par une soudure du même or. L’extérieur reste tel que le dernier marteau l’a laissé ; l’intérieur est poli, et gravé de la semaine où le minerai fut lavé.',
  },
  'prod_headwater-ring': {
    handle: 'bague-headwater',
    title: 'Bague Headwater',
    subtitle: 'Un saphir de Yogo, au ras de l’or',
    description:
      'Un saphir non chauffé de 0,8 carat, de Yogo Gulch, affleure dans un anneau lourd : on le porte sous un gant. Le logement est taillé pour la pierre et non la pierre pour le logement ; de côté, on ne voit que l’or.',
  },
  'prod_ichu-bracelet': {
    handle: 'bracelet-ichu',
    title: 'Bracelet Ichu',
    subtitle: 'Fil d’argent, tressé comme un pont d’herbe',
    description:
      'Au-dessus de l’Apurímac, chaque juin, on coupe et l’on tresse de nouveau un pont d’herbe ichu. Ce bracelet suit la torsion de ses grands câbles : trente fils d’argent recyclé, retors par deux, puis tressés par trois. Il a son propre ressort et se passe de fermoir.',
  },
  'prod_low-water-bangle': {
    handle: 'jonc-low-water',
    title: 'Jonc Low Water',
    subtitle: 'Or Fairmined et trois perles de la baie d’Ago',
    description:
      'Un jonc ouvert de la largeur d’un poignet vu de profil. Trois perles akoya reposent dans l’extrémité qui touche le pouls, à demi enfoncées, comme des pierres à marée basse. Elles sont percées par-dessous : toute la nacre visible est telle que l’huître l’a faite.',
  },
  'prod_meridian-clock': {
    handle: 'pendule-meridian',
    title: 'Pendule Meridian',
    subtitle: 'Huit jours, une aiguille pour l’heure, une pour ce qui reste',
    description:
      'Une pendule de table sous un dôme de cristal, sur un disque de granit de Svaneke. La seconde aiguille du centre n’indique pas les secondes : elle montre ce qu’il reste de ressort. Le mouvement a neuf roues, marche huit jours et tient par quatre vis, que son propriétaire est prié de défaire au moins une fois.',
  },
  'prod_waypost-clock': {
    handle: 'reveil-de-voyage-waypost',
    title: 'Réveil de voyage Waypost',
    subtitle: 'Argent recyclé dans un étui de veau ; il sonne une fois, et c’est tout',
    description:
      'Un réveil mécanique pour une nuit dans une chambre étrangère. On le règle en tournant la lunette ; il frappe son propre boîtier, une seule note d’environ quatre secondes. L’étui de veau se replie en support et se ferme sans qu’un métal paraisse.',
  },
  'prod_first-firing-vase': {
    handle: 'vase-premiere-cuisson',
    title: 'Vase Première Cuisson',
    subtitle: 'Tourné en trois tirées, émaillé à l’intérieur seulement',
    description:
      'Un vase épaulé, tourné en porcelaine dure, si mince au col qu’un doigt s’y devine. L’extérieur est un biscuit nu, poli au tissu diamanté jusqu’à la douceur du dedans d’un coquillage. Il contient de l’eau, et mieux une branche que douze tiges.',
  },
  'prod_neap-bowl': {
    handle: 'bol-neap',
    title: 'Bol Neap',
    subtitle: 'Un bol pâle, la marée marquée à l’intérieur',
    description:
      'L’émail est versé, retenu neuf secondes et reversé, si bien qu’il s’arrête à sa propre ligne, un doigt sous le bord. Au-dessous le bol brille, au-dessus il est sec au toucher. Trois tailles, qui s’empilent avec un bruit de galets.',
  },
  'prod_tarn-carafe': {
    handle: 'carafe-tarn',
    title: 'Carafe Tarn',
    subtitle: 'Soufflée sans moule ; 80 centilitres, à peu près',
    description:
      'Une carafe soufflée librement et balancée une fois, pour que son poids étire le col. Le fond, épais comme un pouce, jette sur la nappe une lumière lente au bord vert. Sans plomb, et le lave-vaisselle lui convient, bien que personne ici ne l’ait essayé.',
  },
  'prod_tarn-tumblers': {
    handle: 'gobelets-tarn',
    title: 'Gobelets Tarn, la paire',
    subtitle: 'Soufflés dans le hêtre mouillé, le fil du bois dans le verre',
    description:
      'Deux gobelets d’un même moule, faits l’un après l’autre. La vapeur entre le verre chaud et le bois mouillé polit la paroi et laisse une ride à peine sensible, que le pouce trouve avant l’œil.',
  },
  'prod_hearth-candle': {
    handle: 'bougie-hearth',
    title: 'Bougie de porcelaine Hearth',
    subtitle: 'Cire d’abeille de Valensole dans une coupe que la flamme traverse',
    description:
      'Cire d’abeille pure et mèche de lin, coulées dans une coupe de porcelaine de deux millimètres. À mesure que la cire descend, la coupe s’éclaire par le bas ; après une cinquantaine d’heures, c’est une coupe. Les recharges sont de simples cylindres ; la mèche y est déjà.',
  },
  'prod_breath-vessel': {
    handle: 'diffuseur-breath',
    title: 'Diffuseur Breath',
    subtitle: 'Biscuit sur noyer ; il boit une goutte et la rend lentement',
    description:
      'Une forme close de porcelaine sans émail, cuite cent degrés trop bas pour rester poreuse. Sept gouttes d’huile sur le sommet sont bues en une minute et parfument une pièce pendant deux jours. Ni flamme, ni tige, ni courant.',
  },
  'prod_banked-fire-lamp': {
    handle: 'lampe-feu-couvert',
    title: 'Lampe Feu Couvert',
    subtitle: 'Un dôme de verre fumé sur une lumière de braise',
    description:
      'L’abat-jour est cueilli deux fois, clair sur ambre, pour que la couleur soit dans la paroi. Le pied est tourné dans une seule barre de laiton. Une molette sous le bord la fait descendre de la lumière de lecture à 1 800 kelvins, couleur d’un feu couvert pour la nuit.',
  },
  'prod_plumb-floor-lamp': {
    handle: 'lampadaire-plumb',
    title: 'Lampadaire Plumb',
    subtitle: 'Un mât de chêne planté dans le granit, sous un abat-jour de lin',
    description:
      'Le mât, à huit pans au pied et rond au sommet comme celui d’un bateau, tient dans une pierre sans colle : son poids le garde d’aplomb. L’abat-jour est cousu dans du lin de Caux sur un cercle de laiton et s’enlève pour être lavé.',
  },
  'prod_almindingen-stool': {
    handle: 'tabouret-almindingen',
    title: 'Tabouret Almindingen',
    subtitle: 'Tourné dans une seule bille, la fente laissée',
    description:
      'Un tambour tourné vert dans une seule longueur de chêne, creusé par-dessous, puis laissé quatorze mois à travailler à sa guise. Il aura séché un peu ovale, avec une fente, clavetée de laiton et jamais bouchée. Un siège, une marche, ou une table pour une tasse.',
  },
  'prod_tilt-writing-box': {
    handle: 'ecritoire-tilt',
    title: 'Écritoire Tilt',
    subtitle: 'Chêne et noyer ; le couvercle est un pupitre de douze degrés',
    description:
      'Fermée, c’est une simple boîte de chêne. Ouverte, le couvercle se couche sur un rail de noyer et devient une pente de douze degrés, gainée de chèvre, avec une rainure pour un stylo. Les angles sont assemblés à queues d’aronde, à l’œil : deux queues n’ont jamais la même largeur.',
  },
};
