import type { Letter } from "./mail.ts";

/**
 * The letter to any member, which names the inbox at `origin`. Nothing else in it varies: no unit, no number, no count, no word of what it is about. Whoever reads it over a
 * shoulder or in transit learns that a member has an inbox.
 */
export function newsLetter(origin: string): Letter {
  const inbox = `${origin}/inbox/`;
  const id = "Ada pembaruan yang perlu Anda lihat. Buka kotak masuk Anda:";
  const en = "There is an update for you to look at. Open your inbox at the address above.";
  const foot = "Surel ini dikirim otomatis dan tidak dapat dibalas. / This e-mail is automatic; replies are not read.";
  return {
    subject: "Ada pembaruan pada sistem",
    text: `${id}\n\n${inbox}\n\n${en}\n\n--\n${foot}\n`,
    html: `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Ada pembaruan pada sistem</title></head>
<body style="margin:0;padding:24px;background:#fbf9f5;color:#1c2b33;font:16px/1.5 Arial,sans-serif">
<p>${id}</p>
<p><a href="${inbox}" style="color:#0b5351;font-weight:bold">${inbox}</a></p>
<p lang="en">${en}</p>
<hr style="border:0;border-top:1px solid #d9d4ca">
<p style="font-size:13px;color:#4a5a63">${foot}</p>
</body></html>
`,
  };
}
