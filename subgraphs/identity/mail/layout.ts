import { escapeHtml } from '#kit/process/http/html.ts';

/** A complete mail message. */
export interface MailMessage {
  subject: string;
  text: string;
  html: string;
}

/** The parts of a message, in plain text. */
export interface MessageContent {
  subject: string;
  paragraphs: string[];
  /** A button. Its URL is also shown as text, for mail programs that show no buttons. */
  action?: { label: string; url: string };
  /** Small print: what to do if the reader did not cause this message. */
  footer: string[];
}

/** Renders a message as text and as HTML, which is escaped and loads no external content. */
export function renderMessage({ subject, paragraphs, action, footer }: MessageContent, brand: string): MailMessage {
  const text = [...paragraphs, ...(action ? [`${action.label}:\n${action.url}`] : []), ...footer, `-- \n${brand}`].join(
    '\n\n',
  );
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
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
  return { subject, text: `${text}\n`, html };
}

function buttonOf({ label, url }: { label: string; url: string }): string {
  const address = escapeHtml(url);
  return [
    `<p><a href="${address}" style="display:inline-block;padding:12px 20px;background:#1d1a16;color:#fff;text-decoration:none">${escapeHtml(label)}</a></p>`,
    `<p style="font-size:14px;color:#57514a;overflow-wrap:anywhere">If the button does not work, open this address:<br>${address}</p>`,
  ].join('\n');
}
