import { escapeHtml } from '#kit/process/http/html.ts';

/** A mail as people read it. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** What a mail says. Every part is plain text. */
export interface Draft {
  subject: string;
  paragraphs: string[];
  /** What the reader can do; its address is shown as well, for programs that show no buttons. */
  action?: { label: string; url: string };
  /** What stands below: what to do if it was not the reader. */
  aftermath: string[];
}

/** Lays a mail out as text and as HTML, which is escaped and loads nothing. */
export function layOut({ subject, paragraphs, action, aftermath }: Draft, house: string): Letter {
  const text = [
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...aftermath,
    `-- \n${house}`,
  ].join('\n\n');
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px 16px;background:#f6f4f0;color:#1d1a16;font:16px/1.5 Georgia,serif">',
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff">',
    `<p style="margin:0 0 24px;letter-spacing:.3em">${escapeHtml(house)}</p>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(action ? [buttonOf(action)] : []),
    '<hr style="border:0;border-top:1px solid #ddd;margin:24px 0">',
    ...aftermath.map((text) => `<p style="font-size:14px;color:#57514a">${escapeHtml(text)}</p>`),
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
