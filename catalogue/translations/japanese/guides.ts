import type { Block } from '../../blocks.ts';
import type { GuideTexts } from '../../guides/types.ts';

/** The guides for care and sizes. */
export const guides: GuideTexts = {
  care: {
    care_leather: {
      title: '革のお手入れ',
      instructions: paragraphs(
        '濡れたときは無地の紙を詰め、暖房から離してゆっくり乾かします。',
        '年に二度、蜜蝋のバームをひと匙、柔らかな布ですり込みます。植物なめし革の傷は、温かい親指で閉じます。',
      ),
    },
    care_textiles: {
      title: '絹、麻、羊毛のお手入れ',
      instructions: paragraphs(
        '洗う前に一晩、風に当てます。たいていの布はそれで足ります。',
        '羊毛用の石鹸を使い、冷たい水で手洗いします。絞らずに、タオルで水気を押さえます。',
      ),
    },
    care_rugs: {
      title: 'ラグとクッションのお手入れ',
      instructions: paragraphs(
        '窓の外で振るい、春ごとに半回転させると、むらなく使えます。',
        'しみは冷たい水と白い布で、縁から中心へ取ります。洗いはラグの専門店にお任せください。',
      ),
    },
    care_indigo: {
      title: '生きた藍のお手入れ',
      instructions: paragraphs(
        '藍は最初の一年、わずかに色が移ります。青いものと合わせ、単独で洗います。',
        '冷たい水で手洗いし、はじめの三回は石鹸を使いません。日陰に干すと、青が深いまま残ります。',
      ),
    },
    'care_gold-and-silver': {
      title: '金、銀、真珠のお手入れ',
      instructions: paragraphs(
        'ぬるま湯に石鹸を一滴、柔らかな歯ブラシで洗います。毎日着ける銀は曇りません。',
        '真珠は最後に着け、最初に外します。香水のあとに着け、夜は乾いた布で拭きます。',
      ),
    },
    care_clocks: {
      title: '時計のお手入れ',
      instructions: paragraphs(
        '毎週同じ曜日に、鍵が自然に止まるまで巻きます。時刻は進む向きにだけ合わせます。',
        '五年ごとに、どの時計師にでも掃除と注油を頼めます。部品表はケースの内側にあります。',
      ),
    },
    'care_porcelain-and-glass': {
      title: '磁器とガラスのお手入れ',
      instructions: paragraphs(
        '流しに布を敷き、ぬるま湯で一つずつ手洗いします。',
        '水垢は酢で落ちます。温かいものは、冷ましてから冷水に入れます。',
      ),
    },
    care_wood: {
      title: '木のお手入れ',
      instructions: paragraphs(
        '乾いた布で埃を払います。石鹸仕上げの木は年に二度、石鹸フレークのぬるま湯で木目に沿って洗います。',
        '暖房から一メートル離します。グラスの輪じみは、少しの石鹸と細かなスチールウールで消えます。',
      ),
    },
    care_lamps: {
      title: 'ランプのお手入れ',
      instructions: paragraphs(
        'プラグを抜き、冷まします。ガラスは湿った布で拭き、シェードは上から下へ刷毛をかけます。',
        'すべての部品を取り替えられます。台座の裏の番号を添えてお知らせください。',
      ),
    },
    'care_pens-and-paper': {
      title: 'ペンと紙のお手入れ',
      instructions: paragraphs(
        '月に一度、そしてインクを替えるたびに、ペン先を冷たい水ですすぎます。',
        '紙は日を避け、平らに保ちます。楮の紙は澱粉糊で繕えます。',
      ),
    },
    care_candles: {
      title: 'キャンドルと器のお手入れ',
      instructions: paragraphs(
        '初めは縁まで蝋を溶かし、灯す前に毎回、芯を五ミリに切ります。',
        '空いた器は湯で洗います。詰め替えても、器として使ってもかまいません。',
      ),
    },
  },
  sizes: {
    size_rings: {
      title: '指輪の寸法',
      howToMeasure: [
        {
          kind: 'list',
          ordered: true,
          items: [
            '夕方、指の関節の下に紙の帯を巻きます。',
            '重なるところに印を付け、長さをミリメートルで測ります。これがフランス式の号数です。',
            '二つの寸法の間では、大きいほうを選びます。',
          ],
        },
      ],
    },
    size_bracelets: {
      title: '腕輪の寸法',
      howToMeasure: paragraphs('手首の骨の上を、平らに当てた巻尺で測ります。ゆとりは加えません。'),
    },
    size_scarves: {
      title: 'スカーフとラップの寸法',
      howToMeasure: paragraphs('平らに置き、房を除いて測りました。手織りの布は二センチほど違うことがあります。'),
    },
    'size_ember-tote': {
      title: 'エンバー・トートの寸法',
      howToMeasure: paragraphs('持ち手を除いた外寸です。ラージにはA4の書類挟みが入ります。'),
    },
    size_rugs: {
      title: 'ラグとクッションの寸法',
      howToMeasure: paragraphs('ラグの周りに床を二十センチ残すか、卓の脚がすべて載るように敷きます。'),
    },
  },
  columns: {
    'Inner circumference': '内周',
    'Inner diameter': '内径',
    Wrist: '手首まわり',
    Length: '長さ',
    Width: '幅',
    Height: '高さ',
    Depth: '奥行き',
  },
};

function paragraphs(...texts: string[]): Block[] {
  return texts.map((text) => ({ kind: 'paragraph', text }));
}
