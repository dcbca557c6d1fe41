import { escapeHtml } from '#kit/process/http/html.ts';

/** A complete mail message. */
export interface MailMessage {
  subject: string;
  text: string;
  html: string;
  /** The address to which mail programs send a POST to turn this mail off (RFC 8058). */
  oneClickUrl?: string;
}

/** The links that turn a mail off: a page for people, and an address for mail programs. */
export interface UnsubscribeLink {
  url: string;
  oneClickUrl: string;
}

/** The parts of a message, in plain text. */
export interface MessageContent {
  subject: string;
  paragraphs: string[];
  /** A button. Its URL is also shown as text, for mail programs that show no buttons. */
  action?: { label: string; url: string };
  /** Small print: what to do if the reader did not cause this message. */
  footer: string[];
  /** For mail that is sent because its reader asked for it. */
  unsubscribe?: UnsubscribeLink;
}

/** Renders a message as text and as HTML, which is escaped and loads no external content. */
export function renderMessage(content: MessageContent, brand: string): MailMessage {
  const { subject, paragraphs, action, footer, unsubscribe } = content;
  const textOf = (link?: { label: string; url: string }) => (link ? [`${link.label}:\n${link.url}`] : []);
  const off = unsubscribe && { label: 'Unsubscribe', url: unsubscribe.url };
  const text = [...paragraphs, ...textOf(action), ...footer, ...textOf(off), `-- \n${brand}`].join('\n\n');
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px 16px;background:#f6f4f0;color:#1d1a16;font:16px/1.5 Georgia,serif">',
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff">',
    `<p style="margin:0 0 24px;letter-spacing:.3em">${escapeHtml(brand)}</p>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(action ? [buttonOf(action)] : []),
    '<hr style="border:0;border-top:1px solid #ddd;margin:24px 0">',
    ...footer.map((text) => `<p style="font-size:14px;color:#57514a">${escapeHtml(text)}</p>`),
    ...(off
      ? [`<p style="font-size:14px"><a href="${escapeHtml(off.url)}" style="color:#57514a">${off.label}</a></p>`]
      : []),
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
  return { subject, text: `${text}\n`, html, ...(unsubscribe && { oneClickUrl: unsubscribe.oneClickUrl }) };
}

function buttonOf({ label, url }: { label: string; url: string }): string {
  const address = escapeHtml(url);
  return [
    `<p><a href="${address}" style="display:inline-block;padding:12px 20px;background:#1d1a16;color:#fff;text-decoration:none">${escapeHtml(label)}</a></p>`,
    `<p style="font-size:14px;color:#57514a;overflow-wrap:anywhere">If the button does not work, open this address:<br>${address}</p>`,
  ].join('\n');
}
