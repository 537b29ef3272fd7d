import { Hono } from "hono";

/** A sample page of a KPU office, on an origin of its own, that embeds the form as a real one would. */
export function createHostPage(poskoOrigin: string) {
  const page = (embedding: string) => `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contoh halaman satuan kerja</title>
<style>
body{margin:0;font:16px/1.5 Arial,sans-serif;color:#222;background:#f1f1ef}
header{background:#7a1f1f;color:#fff;padding:1rem 1.5rem;font-weight:bold}
main{max-width:60rem;margin:0 auto;padding:1rem 1.5rem 3rem;background:#fff}
iframe{display:block;width:100%;border:0;min-height:40rem}
</style>
</head>
<body>
<header>Contoh halaman KPU Kabupaten Blora</header>
<main>
<h1>Posko pengaduan kekerasan seksual</h1>
<p>Halaman contoh ini milik alamat lain. Ia memuat formulir, tetapi tidak dapat melihat isinya.</p>
${embedding}
</main>
</body>
</html>
`;
  const link = `<a href="${poskoOrigin}/form/#unit=3316" rel="noreferrer">Buka formulir di halaman sendiri</a>`;
  return (
    new Hono()
      .get("/", (c) =>
        c.html(page(`<script src="${poskoOrigin}/embed.js" data-unit="33.16" async></script>\n<p>${link}</p>`)),
      )
      // As a content system does that gives every frame a sandbox: the form then has no origin of its own.
      .get("/sandboxed", (c) =>
        c.html(
          page(`<iframe src="${poskoOrigin}/form/#unit=3316" title="Posko" referrerpolicy="no-referrer"
 sandbox="allow-scripts allow-forms allow-downloads allow-modals allow-top-navigation-by-user-activation"></iframe>
<p>${link}</p>`),
        ),
      )
  );
}
