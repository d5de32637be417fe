import type { Chapter, Table } from './statement.ts';

/** The statement as one page without a script of its own: it is read offline, printed, and sent around. */
export function statementPage(chapters: readonly Chapter[], version: string): string {
  const contents = chapters
    .map(({ id, title }, index) => `<li><a href="#${id}">${index + 1} ${escaped(title)}</a></li>`)
    .join('\n');
  const title = `Satchel ${version}: DICOM Conformance Statement`;
  return `<!doctype html>
<html lang="en" data-theme="dim">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#0E1116">
<title>${escaped(title)}</title>
<link rel="icon" href="/icons/satchel.svg" type="image/svg+xml">
<link rel="stylesheet" href="/conformance.css">
<script src="/theme.js"></script>
</head>
<body>
<header><p><a href="/settings">Satchel</a></p><h1>DICOM Conformance Statement</h1>
<p>Satchel ${escaped(version)}, after DICOM PS3.2</p></header>
<nav aria-label="Contents"><ol>
${contents}
</ol></nav>
<main>
${chapters.map(chapterHtml).join('\n')}
</main>
</body>
</html>
`;
}

function chapterHtml({ id, title, paragraphs, tables }: Chapter, index: number): string {
  const heading = `<h2 id="${id}">${index + 1} ${escaped(title)}</h2>`;
  const words = paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n');
  const lists = tables.map((table) => tableHtml(table, id)).join('\n');
  return `<section>\n${heading}\n${words}\n${lists}\n</section>`;
}

function tableHtml({ head, rows }: Table, id: string): string {
  const headRow = head.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  const bodyRows = rows
    .map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`)
    .join('\n');
  return `<div class="table" role="region" aria-labelledby="${id}" tabindex="0"><table>
<thead><tr>${headRow}</tr></thead>
<tbody>
${bodyRows}
</tbody></table></div>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
