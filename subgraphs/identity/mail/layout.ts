import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';
import { escapeHtml } from '#kit/process/http/html.ts';

/** A complete mail message. */
export interface MailMessage {
  subject: string;
  text: string;
  html: string;
  /** The address to which mail programs send a POST to turn this mail off (RFC 8058). */
  oneClickUrl?: string;
}

/** A message and its recipient. */
export interface AddressedMessage {
  to: string;
  message: MailMessage;
}

/** The links that turn a mail off: a page for people, and an address for mail programs. */
export interface UnsubscribeLink {
  url: string;
  oneClickUrl: string;
}

/** A label and an address. */
export interface MailLink {
  label: string;
  url: string;
}

/** A row of a table: what it is about, details on lines of their own, and an amount. */
export interface MailRow {
  label: string;
  details?: string[];
  amount?: string;
  /** Whether the row is the sum of others. */
  isSum?: boolean;
}

/** A table with a heading. */
export interface MailTable {
  heading: string;
  rows: MailRow[];
}

/** The parts of a message, in plain text. */
export interface MessageContent {
  /** That of the texts; English by default. */
  language?: Language;
  subject: string;
  paragraphs: string[];
  tables?: MailTable[];
  /** A button. Its URL is also shown as text, for mail programs that show no buttons. */
  action?: MailLink;
  /** A link below the button. */
  secondAction?: MailLink | undefined;
  /** Small print: what to do if the reader did not cause this message. */
  footer: string[];
  /** For mail that is sent because its reader asked for it. */
  unsubscribe?: UnsubscribeLink;
}

/** Renders a message as text and as HTML, which is escaped and loads no external content. */
export function renderMessage(content: MessageContent, brand: string): MailMessage {
  const {
    language = defaultLanguage,
    subject,
    paragraphs,
    tables = [],
    action,
    secondAction,
    footer,
    unsubscribe,
  } = content;
  const off = unsubscribe && { label: unsubscribeLabels[language], url: unsubscribe.url };
  const links = [action, secondAction, off].map((link) => (link ? [`${link.label}:\n${link.url}`] : []));
  const [button = [], second = [], last = []] = links;
  const parts = [...paragraphs, ...tables.map(textOf), ...button, ...second, ...footer, ...last, `-- \n${brand}`];
  const html = [
    '<!doctype html>',
    `<html lang="${language.toLowerCase()}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px 16px;background:#f6f4f0;color:#1d1a16;font:16px/1.5 Georgia,serif">',
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff">',
    `<p style="margin:0 0 24px;letter-spacing:.3em">${escapeHtml(brand)}</p>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...tables.map(tableOf),
    ...(action ? [buttonOf(action, language)] : []),
    ...(secondAction ? [linkOf(secondAction)] : []),
    '<hr style="border:0;border-top:1px solid #ddd;margin:24px 0">',
    ...footer.map((text) => `<p style="font-size:14px;color:#57514a">${escapeHtml(text)}</p>`),
    ...(off ? [linkOf(off)] : []),
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
  const text = `${parts.join('\n\n')}\n`;
  return { subject, text, html, ...(unsubscribe && { oneClickUrl: unsubscribe.oneClickUrl }) };
}

/** A table as text: the details below the label, and the amount last. */
function textOf({ heading, rows }: MailTable): string {
  const lines = rows.flatMap(({ label, details = [], amount }) =>
    details.length > 0
      ? [
          label,
          ...details.flatMap((detail) => detail.split('\n').map((line) => `  ${line}`)),
          ...(amount ? [`  ${amount}`] : []),
        ]
      : [amount ? `${label}  ${amount}` : label],
  );
  return [heading, ...lines].join('\n');
}

function tableOf({ heading, rows }: MailTable): string {
  const cell = 'padding:8px 0;border-top:1px solid #ddd;vertical-align:top';
  const lines = rows.map(({ label, details = [], amount, isSum }) => {
    const weight = `font-weight:${isSum ? 'bold' : 'normal'}`;
    const below = details.map(
      (detail) =>
        `<br><span style="font-size:14px;color:#57514a">${escapeHtml(detail).replaceAll('\n', '<br>')}</span>`,
    );
    const first = `<th scope="row" style="${cell};${weight};text-align:left">${escapeHtml(label)}${below.join('')}</th>`;
    const last = `<td style="${cell};${weight};padding-left:16px;text-align:right;white-space:nowrap">${escapeHtml(amount ?? '')}</td>`;
    return `<tr>${first}${last}</tr>`;
  });
  return [
    `<h2 style="margin:24px 0 8px;font-size:16px">${escapeHtml(heading)}</h2>`,
    `<table style="width:100%;border-collapse:collapse">${lines.join('')}</table>`,
  ].join('\n');
}

function linkOf({ label, url }: MailLink): string {
  return `<p style="font-size:14px"><a href="${escapeHtml(url)}" style="color:#57514a">${escapeHtml(label)}</a></p>`;
}

/** The label of the link that turns a mail off. */
const unsubscribeLabels: Record<Language, string> = {
  EN: 'Unsubscribe',
  FR: 'Se désinscrire',
  JA: '配信を停止する',
  IT: 'Annulla l’iscrizione',
};

/** The text before the address of a button. */
const addressHints: Record<Language, string> = {
  EN: 'If the button does not work, open this address:',
  FR: 'Si le bouton ne fonctionne pas, ouvrez cette adresse :',
  JA: 'ボタンが機能しない場合は、こちらのアドレスを開いてください：',
  IT: 'Se il pulsante non funziona, apri questo indirizzo:',
};

function buttonOf({ label, url }: MailLink, language: Language): string {
  const address = escapeHtml(url);
  return [
    `<p><a href="${address}" style="display:inline-block;padding:12px 20px;background:#1d1a16;color:#fff;text-decoration:none">${escapeHtml(label)}</a></p>`,
    `<p style="font-size:14px;color:#57514a;overflow-wrap:anywhere">${addressHints[language]}<br>${address}</p>`,
  ].join('\n');
}
