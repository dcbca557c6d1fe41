import type { SiteTexts } from '../types.ts';

/** What the site shows in addition to the journal. */
export const site: SiteTexts = {
  pages: {
    page_about: {
      slug: 'axiom-ni-tsuite',
      title: 'AXIOMについて',
      description: 'AXIOMの品を、誰が、どこで作り、どうすれば確かめられるか。',
      narrative: [
        {
          kind: 'paragraph',
          text: 'AXIOMは工場を持たない家です。一つひとつの品は、その名を負う作り手の工房で作られます。何でできているか、作るのにどれだけの炭素を出したか、その記録なしに工房を出るものはありません。',
        },
        { kind: 'heading', level: 2, text: 'すべての品に名前を' },
        {
          kind: 'paragraph',
          text: '品が売れる前に、作り手に代金を払います。代わりにお願いするのは二つだけです。素材の来たところを書き留めること、壊れたものを引き取ること。',
        },
        { kind: 'heading', level: 2, text: '確かめられること' },
        {
          kind: 'list',
          ordered: false,
          items: [
            '品ごとの**パスポート**。誰にも書き換えられません。私たちにも。',
            'すべての素材の割合、産地、供給元。',
            '製作で出た炭素と、その計り方、検証した人の名。',
          ],
        },
        {
          kind: 'quote',
          text: '説明しなければならないものは、まだ仕上がっていない。説明できるものは、仕上がっている。',
        },
      ],
    },
    page_care: {
      slug: 'oteire',
      title: 'お手入れ',
      description: '革、布、金属、磁器、木を、一生もたせるために。',
      narrative: [
        {
          kind: 'paragraph',
          text: 'たいていの品は、持ち主が思うほど手がかかりません。埃を払い、使い、壊れる前に送り返してください。',
        },
        { kind: 'heading', level: 2, text: '革' },
        {
          kind: 'paragraph',
          text: '濡れたら、暖房から離してゆっくり乾かします。年に二度、蜜蝋のバームを匙に一杯、柔らかい布で。植物なめしの仔牛の擦り傷は、温かい親指の下で閉じます。',
        },
        { kind: 'heading', level: 2, text: '絹、麻、毛' },
        {
          kind: 'paragraph',
          text: '洗う前に一晩風に当てます。冷たい水で手洗いし、絞らず、平らに干してください。藍は最初の一年、少し色を移します。青いものと合わせてどうぞ。',
        },
        { kind: 'heading', level: 2, text: '金と銀' },
        { kind: 'paragraph', text: 'ぬるま湯に石鹸を一滴、それに子ども用の歯ブラシ。毎日着ける銀は曇りません。' },
        { kind: 'heading', level: 2, text: '修理' },
        {
          kind: 'paragraph',
          text: 'どの品も、作った工房で直せます。店にお持ちになるか、[修理の窓口](https://axiom.example/repairs)に箱をお申しつけください。',
        },
      ],
    },
    'page_shipping-and-returns': {
      slug: 'haiso-to-henpin',
      title: '配送と返品',
      description: '届くまでの日数、関税、そして考え直すための三十日。',
      narrative: [
        { kind: 'heading', level: 2, text: '配送' },
        {
          kind: 'paragraph',
          text: 'ご注文は、午後の早い時刻まで、その日のうちにパリ、ニューヨーク、東京を出ます。届く日はお支払いの前にカートに示します。それはお約束です。',
        },
        { kind: 'heading', level: 2, text: '関税と税' },
        {
          kind: 'paragraph',
          text: '欧州連合、英国、スイス、日本では関税はすべて含まれています。米国とカナダでは、お届けの際に運送会社が申し受けることがあります。',
        },
        { kind: 'heading', level: 2, text: '返品' },
        {
          kind: 'list',
          ordered: true,
          items: [
            '三十日以内に、アカウントで返品をお申し込みください。',
            '届いた箱に品を戻してください。送り状は蓋にあります。',
            '到着から五営業日以内に返金いたします。',
          ],
        },
        { kind: 'paragraph', text: '刻印を入れた品は、不良でないかぎり返品できません。' },
      ],
    },
    page_privacy: {
      slug: 'puraibashi',
      title: 'プライバシー',
      description: 'お預かりするもの、その理由と期間、そして消し方。',
      narrative: [
        {
          kind: 'paragraph',
          text: 'ご注文に要るものだけをお預かりします。お名前、ご住所、メールアドレス、お買い上げの品。請求書は法の定めにより十年、そのほかは消すようお申しつけになるまで。',
        },
        { kind: 'heading', level: 2, text: '私たちがしないこと' },
        {
          kind: 'list',
          ordered: false,
          items: ['データを売りません。', 'ほかのサイトで誰かを追いません。', 'カード番号を保存しません。'],
        },
        { kind: 'heading', level: 2, text: 'お客様の権利' },
        {
          kind: 'paragraph',
          text: '私たちの知るすべては、アカウントで取り出し、直し、消すことができます。privacy@axiom.example へお書きくださっても構いません。',
        },
      ],
    },
    'page_legal-notice': {
      slug: 'hoteki-hyoji',
      title: '法的表示',
      description: 'このサイトの責任者。',
      narrative: [
        {
          kind: 'paragraph',
          text: 'このサイトは AXIOM SAS（9 rue de Thorigny, 75003 Paris, France）が公開しています。AXIOMは架空の家であり、ここに売り物はありません。',
        },
        { kind: 'heading', level: 2, text: 'お問い合わせ' },
        {
          kind: 'paragraph',
          text: '[hello@axiom.example](mailto:hello@axiom.example) へお書きになるか、+33 1 70 36 00 00 へお電話ください。',
        },
      ],
    },
  },
  menus: {
    'Main menu': 'メインメニュー',
    Leather: '革',
    Bags: 'バッグ',
    'Small Leather': '革小物',
    'The Ember Tote': 'エンバー トートバッグ',
    Interiors: 'インテリア',
    Furniture: '家具',
    Lighting: '照明',
    'Table & Vessels': '食卓と器',
    Collections: 'コレクション',
    Ember: '熾火',
    Tideline: '汀',
    Meridian: '子午線',
    Journal: 'ジャーナル',
    'A Fire Put to Bed': '火を寝かせる',
    Footer: 'フッター',
    'About Us': 'AXIOMについて',
    About: 'AXIOMについて',
    Stores: '店舗',
    Service: 'サービス',
    'Care of Pieces': 'お手入れ',
    'Shipping & Returns': '配送と返品',
    'Write to Us': 'お便り',
    Legal: '法的事項',
    Privacy: 'プライバシー',
    'Legal Notice': '法的表示',
  },
  banners: {
    banner_fire: {
      title: '火を寝かせる',
      text: '炉が一つ、人が五人、そして一年で最後に火の燃える夜。',
      label: '物語を読む',
    },
    banner_repairs: {
      title: '修理は生涯無料です',
      text: 'どの品でも、お近くの店へお持ちください。',
      label: 'お手入れ',
    },
  },
  stores: {
    store_paris: {
      name: 'トリニー通り',
      description: 'マレの緑の扉の奥に、二つの部屋と修理の台があります。',
    },
    'store_new-york': {
      name: 'ボンド・ストリート',
      description: 'ボンド・ストリートの、天窓のある細長い部屋。水曜から日曜まで。',
    },
    store_tokyo: {
      name: '南青山',
      description: '南青山に、コンクリートと杉の三層。待つ方のための茶室があります。',
    },
  },
  notes: {
    'New Year’s Day': '元日',
    'Labour Day': 'メーデー',
    'Bastille Day': '革命記念日',
    Christmas: 'クリスマス',
    'Christmas Eve': 'クリスマスイブ',
    'Independence Day': '独立記念日',
    'New Year holidays': '年始休業',
  },
  series: {
    'series_fire-and-water': {
      title: '火と水',
      description: 'ガラス、磁器、藍。熱を待ち、潮を待ってつくられるもの。',
    },
  },
};
