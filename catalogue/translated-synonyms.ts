import type { TranslationLanguage } from './translations/types.ts';
import type { Synonyms } from './types.ts';

/** What shoppers call things in other languages than English: their words, a colon, and what these find; `=` where all find each other. */
const words: Record<TranslationLanguage, Record<string, string>> = {
  FR: {
    alliances: 'anneau: alliance, bague',
    assiettes: 'saladier, assiette, jatte: bol',
    bijoux: 'bijou, bijoux: joaillerie',
    bleu: 'bleu: indigo',
    bracelets: '= bracelet, jonc, manchette',
    bureaux: 'bureau, pupitre: écritoire',
    cahiers: 'cahier, journal, agenda: carnet',
    carafes: 'pichet, cruche, bouteille, décanteur: carafe',
    couvertures: 'couverture, jeté: plaid',
    echarpes: '= écharpe, étole, châle',
    lampes: 'éclairage, lumière, lampe: lampe, lampadaire',
    montres: 'montre, horloge: pendule, réveil',
    noir: 'noir: suie, encre',
    oreillers: 'oreiller: coussin',
    portefeuilles: 'portefeuille, porte-monnaie: porte-cartes',
    sacs: 'sacoche, cartable, pochette, fourre-tout: sac',
    senteurs: 'senteur, encens: diffuseur, bougie',
    sieges: 'chaise, siège, fauteuil, pouf, canapé: tabouret',
    stylos: 'plume, stylo, bille: stylo-plume',
    tapis: 'moquette, carpette, kilim: tapis',
    tasses: 'tasse, mug, timbale: gobelet',
  },
  JA: {
    bureaux: '机, デスク: 文庫',
    bracelets: '= ブレスレット, 腕輪, バングル',
    candles: '蝋燭, ろうそく, ロウソク: キャンドル',
    carafes: '水差し, デキャンタ, ピッチャー: カラフェ',
    clocks: '腕時計, 目覚まし, クロック: 時計',
    cups: 'コップ, グラス, カップ: タンブラー',
    dishes: 'ボウル, 皿, 茶碗: 鉢',
    gifts: 'ギフト, プレゼント: 贈り物',
    gold: 'ゴールド: 金',
    kaban: 'バッグ, かばん, カバン, ハンドバッグ: 鞄',
    lamps: '照明, ライト: ランプ',
    leather: 'レザー, 皮革, 本革: 革',
    linen: 'リネン: 亜麻',
    notebooks: '手帳, 日記: ノート',
    pearls: 'パール: 真珠',
    pens: 'ペン: 万年筆',
    pillows: '座布団, 枕: クッション',
    rings: '= 指輪, リング, ゆびわ',
    rugs: '絨毯, じゅうたん, カーペット: ラグ',
    scents: '香水, アロマ, フレグランス: 香り',
    seats: '椅子, いす, ソファ: スツール',
    silk: 'シルク: 絹',
    silver: 'シルバー: 銀',
    sukafu: '= スカーフ, ストール, ショール',
    throws: '毛布, ブランケット: スロー',
    vases: '花器: 花瓶',
    wallets: '財布, 名刺入れ: カードケース',
    wool: 'ウール: 羊毛',
  },
  IT: {
    bicchieri: 'tazza, calice: bicchiere',
    borse: 'borsetta, zaino, pochette, cartella: borsa',
    bracciali: '= bracciale, bangle, braccialetto',
    caraffe: 'brocca, bottiglia, decanter: caraffa',
    ciotole: 'piatto, scodella: ciotola',
    coperte: 'coperta: plaid',
    doni: 'dono: regalo',
    gioielli: 'gioiello, gioielli: gioielleria',
    lampade: 'luce, lume, lampadario: lampada',
    orologi: 'pendola: orologio',
    penne: 'penna: stilografica',
    portafogli: 'portafoglio, portamonete: portacarte',
    sciarpe: '= sciarpa, stola, scialle',
    scrivanie: 'scrivania: scrittoio',
    sedie: 'sedia, poltrona, divano: sgabello',
    taccuini: 'quaderno, diario, agenda: taccuino',
    tappeti: 'moquette, kilim: tappeto',
  },
};

/** The synonyms in other languages than English. */
export const translatedSynonyms: Synonyms[] = Object.entries(words).flatMap(([language, groups]) =>
  Object.entries(groups).map(([name, group]): Synonyms => {
    const [typed = '', found = ''] = group.replace('= ', '').split(':');
    const listed = (text: string) => text.split(',').flatMap((word) => word.trim() || []);
    const id = `syn_${language.toLowerCase()}_${name}` as const;
    return { id, words: listed(typed), finds: listed(found), language: language as TranslationLanguage };
  }),
);
