import type { Texts } from '../types.ts';

/** Materials. */
export const materials: Texts['materials'] = {
  'mat_arno-calf': {
    name: 'Vitello dell’Arno conciato al vegetale',
    description:
      'Vitello francese pieno fiore, conciato quaranta giorni con castagno e corteccia di mimosa sul basso Arno, poi ingrassato a mano. Arriva del colore della crosta di pane e scurisce a ogni estate.',
    certifications: { 'cert_arno-calf-veg': 'Pelle Conciata al Vegetale in Toscana', 'cert_arno-calf-lwg': 'LWG Oro' },
  },
  'mat_tarn-goatskin': {
    name: 'Capra del Tarn',
    description:
      'Pelle di capra di greggi da latte delle Causses, rifinita a Graulhet con sommacco. La grana è fitta e puntinata; un millimetro prende una piega diecimila volte e la lascia andare.',
    certifications: { 'cert_tarn-goatskin-lwg': 'LWG Argento' },
  },
  'mat_tomioka-silk': {
    name: 'Seta di Tomioka',
    description:
      'Seta tratta nel Gunma dai soli bozzoli dell’allevamento di primavera, quando la foglia di gelso è più giovane. Al filo resta un quarto della sericina, che dà alla stoffa il suo fruscio asciutto.',
    certifications: { 'cert_tomioka-silk-gots': 'GOTS' },
  },
  'mat_shetland-wool': {
    name: 'Lana delle Shetland',
    description:
      'Vello di piccole pecore rustiche che brucano erica e, d’inverno, alghe all’estremo nord di Unst. Scelto a mano nei colori naturali e filato senza tintura, sgrassato in acqua dolce.',
    certifications: { 'cert_shetland-wool-rws': 'RWS' },
  },
  'mat_caux-linen': {
    name: 'Lino di Caux',
    description:
      'Lino dell’altopiano di gesso dietro Dieppe, macerato in campo dalla rugiada e filato umido in un filo lungo e liscio. Non chiede irrigazione e della pianta non va perso nulla.',
    certifications: { 'cert_caux-linen-gots': 'GOTS', 'cert_caux-linen-european-flax': 'European Flax' },
  },
  'mat_ananea-gold': {
    name: 'Oro Fairmined 18 carati',
    description:
      'Oro raccolto senza mercurio da una cooperativa sotto i ghiacciai di Ananea, a 4.900 metri, legato a 750 millesimi con argento e rame. Mai mescolato a metallo d’altrove.',
    certifications: { 'cert_ananea-gold-fairmined': 'Fairmined' },
  },
  'mat_recycled-silver': {
    name: 'Argento sterling riciclato',
    description:
      'Argento ripreso a Pforzheim da lastre radiografiche, contatti e posate rotte, affinato a quattro nove e legato col rame a 925. È stato altro, e potrà esserlo ancora.',
    certifications: { 'cert_recycled-silver-rjc': 'RJC Catena di custodia' },
  },
  'mat_birse-brass': {
    name: 'Ottone della Birse',
    description:
      'Ottone da tornitura trafilato in barre nel Giura bernese, per tre quinti dai trucioli dei torni della valle. Lasciato senza vernice, prende il colore della mano che lo usa.',
    certifications: { 'cert_birse-brass-14021': 'ISO 14021 Contenuto riciclato' },
  },
  'mat_dalhammar-steel': {
    name: 'Acciaio per molle di Dalhammar',
    description:
      'Nastro d’acciaio al carbonio del Gästrikland, fuso da rottame con la forza dell’acqua e laminato al decimo di millimetro. Temprato, lucidato e azzurrato dal solo calore, diventa molle, viti e lancette.',
    certifications: { 'cert_dalhammar-steel-responsible': 'Sito certificato ResponsibleSteel' },
  },
  'mat_ago-pearl': {
    name: 'Perla akoya della baia di Ago',
    description:
      'Perle akoya di sette-otto millimetri, portate su in dicembre quando l’acqua fredda ha chiuso gli ultimi strati di madreperla. Lavate nel sale e scelte alla luce del nord; né sbiancate né tinte.',
  },
  'mat_yogo-sapphire': {
    name: 'Zaffiro di Yogo',
    description:
      'Zaffiro fiordaliso da un’unica vena delle Little Belt Mountains, nel Montana. L’azzurro è uguale da bordo a bordo e non chiede calore; sopra il carato le pietre sono rare.',
    certifications: { 'cert_yogo-sapphire-rjc': 'RJC Codice delle pratiche' },
  },
  'mat_svaneke-granite': {
    name: 'Granito di Svaneke',
    description:
      'Granito grosso grigio-rosso della riva nord-est di Bornholm, vecchio 1.450 milioni di anni. Si prendono solo blocchi già spaccati dal gelo, lavorati secondo la loro vena come il vecchio porto.',
  },
  'mat_lesna-crystal': {
    name: 'Cristallo di Lesná',
    description:
      'Cristallo senza piombo fuso dalla sabbia bianca di Střeleč, con un terzo di rottame della casa in ogni crogiolo. Bario al posto del piombo: suona un poco più basso ed è più gentile con chi lo taglia.',
    certifications: { 'cert_lesna-crystal-14001': 'ISO 14001' },
  },
  'mat_limousin-porcelain': {
    name: 'Porcellana dura del Limosino',
    description:
      'Metà caolino di Saint-Yrieix-la-Perche, un quarto feldspato, un quarto quarzo, invecchiata un inverno in cantina. Cotta a 1.400 °C si ritira di un settimo e lascia passare il lume di una candela.',
    certifications: { 'cert_limousin-porcelain-ig': 'Indicazione geografica Porcelaine de Limoges' },
  },
  'mat_almindingen-oak': {
    name: 'Quercia di Almindingen',
    description:
      'Quercia piantata a Bornholm dopo il 1807 e abbattuta dalle sue tempeste. Segata a tavole intere e asciugata all’aperto, un anno per ogni pollice di spessore.',
    certifications: { 'cert_almindingen-oak-fsc': 'FSC 100%' },
  },
  'mat_perigord-walnut': {
    name: 'Noce del Périgord',
    description:
      'Noce da frutteti vicino a Sarlat che non danno più. Il durame è bruno-grigio con un riflesso viola, che la vaporizzazione toglierebbe; perciò non si vaporizza.',
    certifications: { 'cert_perigord-walnut-pefc': 'PEFC Catena di custodia' },
  },
  'mat_valensole-beeswax': {
    name: 'Cera d’api di Valensole',
    description:
      'Cera d’opercolo di alveari che seguono la lavanda sull’altopiano di Valensole, sciolta al sole e filtrata nel lino. Odora di fieno e brucia lenta, con una fiamma color albicocca.',
    certifications: { 'cert_valensole-beeswax-organic': 'Biologico UE' },
  },
  'mat_awa-indigo': {
    name: 'Indaco di Awa',
    description:
      'Sukumo della piana dello Yoshino: foglie di poligono dei tintori, seccate, poi compostate cento giorni sotto stuoie di paglia. Nel tino vive di crusca di grano, calce e liscivia di cenere.',
    certifications: { 'cert_awa-indigo-jas': 'JAS Vegetali biologici' },
  },
  'mat_joboji-urushi': {
    name: 'Urushi di Jōbōji',
    description:
      'Lacca incisa nell’Iwate da giugno a ottobre, poche gocce per taglio; un albero ne dà circa 200 grammi in tutta la vita. Indurisce prendendo umidità, meglio in una notte di pioggia d’estate.',
    certifications: { 'cert_joboji-urushi-gi': 'Indicazione geografica (Giappone)' },
  },
  'mat_awa-washi': {
    name: 'Washi di Awa',
    description:
      'Carta di corteccia di gelso kōzo, battuta e stesa a mano accanto allo Yoshino. Quaranta grammi al metro quadro; prende l’inchiostro senza sbavare e si piega senza rompersi.',
  },
};
