import type { Texts } from '../types.ts';

/** Materials. */
export const materials: Texts['materials'] = {
  'mat_arno-calf': {
    name: 'Veau de l’Arno à tannage végétal',
    description:
      'Veau français pleine fleur, tanné quarante jours au châtaignier et à l’écorce de mimosa sur le bas Arno, puis graissé à la main. Il arrive couleur de croûte de pain et fonce à chaque été.',
    certifications: { 'cert_arno-calf-veg': 'Cuir tanné au végétal en Toscane', 'cert_arno-calf-lwg': 'LWG Or' },
  },
  'mat_tarn-goatskin': {
    name: 'Chèvre du Tarn',
    description:
      'Peau de chèvre des troupeaux laitiers des Causses, apprêtée à Graulhet au sumac. Le grain est serré et perlé ; un millimètre prend un pli dix mille fois et le rend.',
    certifications: { 'cert_tarn-goatskin-lwg': 'LWG Argent' },
  },
  'mat_tomioka-silk': {
    name: 'Soie de Tomioka',
    description:
      'Soie dévidée au Gunma, des seuls cocons de l’élevage de printemps, quand la feuille de mûrier est la plus jeune. On laisse au fil un quart de sa séricine, d’où le froissement sec de l’étoffe.',
    certifications: { 'cert_tomioka-silk-gots': 'GOTS' },
  },
  'mat_shetland-wool': {
    name: 'Laine des Shetland',
    description:
      'Toison de petits moutons rustiques qui paissent la bruyère et, l’hiver, les algues au nord d’Unst. Triée à la main dans ses couleurs naturelles et filée sans teinture, dégraissée à l’eau douce.',
    certifications: { 'cert_shetland-wool-rws': 'RWS' },
  },
  'mat_caux-linen': {
    name: 'Lin de Caux',
    description:
      'Lin du plateau de craie derrière Dieppe, roui au champ par la rosée et filé mouillé en un fil long et lisse. Il ne demande aucun arrosage, et rien de la plante ne se perd.',
    certifications: { 'cert_caux-linen-gots': 'GOTS', 'cert_caux-linen-european-flax': 'European Flax' },
  },
  'mat_ananea-gold': {
    name: 'Or Fairmined 18 carats',
    description:
      'Or recueilli sans mercure par une coopérative au pied des glaciers d’Ananea, à 4 900 mètres, allié à 750 millièmes d’argent et de cuivre. Jamais mêlé à un métal d’ailleurs.',
    certifications: { 'cert_ananea-gold-fairmined': 'Fairmined' },
  },
  'mat_recycled-silver': {
    name: 'Argent sterling recyclé',
    description:
      'Argent repris à des radiographies, des contacts et des couverts brisés à Pforzheim, affiné à quatre neufs et allié au cuivre à 925. Il a été autre chose, et pourra l’être encore.',
    certifications: { 'cert_recycled-silver-rjc': 'RJC Chaîne de traçabilité' },
  },
  'mat_birse-brass': {
    name: 'Laiton de la Birse',
    description:
      'Laiton de décolletage étiré en barres dans le Jura bernois, aux trois cinquièmes fait des tournures des tours de la vallée. Laissé sans vernis, il prend la couleur de la main qui s’en sert.',
    certifications: { 'cert_birse-brass-14021': 'ISO 14021 Contenu recyclé' },
  },
  'mat_dalhammar-steel': {
    name: 'Acier à ressort de Dalhammar',
    description:
      'Feuillard d’acier au carbone du Gästrikland, fondu de ferrailles à la force de l’eau et laminé au dixième de millimètre. Trempé, poli et bleui par la seule chaleur, il devient ressorts, vis et aiguilles.',
    certifications: { 'cert_dalhammar-steel-responsible': 'Site certifié ResponsibleSteel' },
  },
  'mat_ago-pearl': {
    name: 'Perle akoya de la baie d’Ago',
    description:
      'Perles akoya de sept à huit millimètres, remontées en décembre quand l’eau froide a fermé les dernières couches de nacre. Lavées au sel et triées à la lumière du nord ; ni blanchies ni teintes.',
  },
  'mat_yogo-sapphire': {
    name: 'Saphir de Yogo',
    description:
      'Saphir bleuet d’un unique filon des Little Belt Mountains, au Montana. Le bleu est égal d’un bord à l’autre et se passe de chauffe ; au-delà d’un carat, les pierres sont rares.',
    certifications: { 'cert_yogo-sapphire-rjc': 'RJC Code des pratiques' },
  },
  'mat_svaneke-granite': {
    name: 'Granit de Svaneke',
    description:
      'Granit grossier gris-rouge du rivage nord-est de Bornholm, vieux de 1 450 millions d’années. On ne prend que les blocs déjà fendus par le gel, travaillés dans leur fil comme le vieux port.',
  },
  'mat_lesna-crystal': {
    name: 'Cristal de Lesná',
    description:
      'Cristal sans plomb fondu du sable blanc de Střeleč, avec un tiers du calcin de la maison dans chaque pot. Le baryum y remplace le plomb : il sonne un peu plus bas et ménage le tailleur.',
    certifications: { 'cert_lesna-crystal-14001': 'ISO 14001' },
  },
  'mat_limousin-porcelain': {
    name: 'Porcelaine dure du Limousin',
    description:
      'Moitié kaolin de Saint-Yrieix-la-Perche, un quart feldspath, un quart quartz, vieillie un hiver en cave. Cuite à 1 400 °C, elle se rétracte d’un septième et laisse passer la lueur d’une bougie.',
    certifications: { 'cert_limousin-porcelain-ig': 'Indication géographique Porcelaine de Limoges' },
  },
  'mat_almindingen-oak': {
    name: 'Chêne d’Almindingen',
    description:
      'Chêne planté à Bornholm après 1807 et couché par ses tempêtes. Scié en plot et séché à l’air, un an par pouce d’épaisseur.',
    certifications: { 'cert_almindingen-oak-fsc': 'FSC 100 %' },
  },
  'mat_perigord-walnut': {
    name: 'Noyer du Périgord',
    description:
      'Noyer de vergers près de Sarlat qui ne donnent plus. Le cœur est brun-gris au reflet violet, que l’étuvage ôterait ; on ne l’étuve donc pas.',
    certifications: { 'cert_perigord-walnut-pefc': 'PEFC Chaîne de contrôle' },
  },
  'mat_valensole-beeswax': {
    name: 'Cire d’abeille de Valensole',
    description:
      'Cire d’opercules de ruches qui suivent la lavande sur le plateau de Valensole, fondue au soleil et filtrée au lin. Elle sent le foin et brûle lentement, d’une flamme couleur d’abricot.',
    certifications: { 'cert_valensole-beeswax-organic': 'Agriculture biologique UE' },
  },
  'mat_awa-indigo': {
    name: 'Indigo d’Awa',
    description:
      'Sukumo de la plaine du Yoshino : feuilles de renouée à indigo, séchées puis compostées cent jours sous des nattes de paille. Dans la cuve, il vit de son de blé, de chaux et de lessive de cendre.',
    certifications: { 'cert_awa-indigo-jas': 'JAS Végétaux biologiques' },
  },
  'mat_joboji-urushi': {
    name: 'Urushi de Jōbōji',
    description:
      'Laque saignée en Iwate de juin à octobre, quelques gouttes à chaque entaille ; un arbre en donne environ 200 grammes dans sa vie. Elle durcit en prenant l’humidité, au mieux par une nuit d’été pluvieuse.',
    certifications: { 'cert_joboji-urushi-gi': 'Indication géographique (Japon)' },
  },
  'mat_awa-washi': {
    name: 'Washi d’Awa',
    description:
      'Papier d’écorce de mûrier kōzo, battu et couché à la main au bord du Yoshino. Quarante grammes au mètre carré ; il prend l’encre sans baver et se plie sans casser.',
  },
};
