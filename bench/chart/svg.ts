/** Text as it may stand in SVG. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** To a tenth of a pixel: more makes a file that differs without looking different. */
export function round(pixels: number): string {
  return String(Math.round(pixels * 10) / 10);
}

export interface SvgOptions {
  readonly width: number;
  readonly height: number;
  /** Read out in place of the picture. */
  readonly title: string;
}

/** A picture on no background of its own, in colours that can be read on a white page and on a black one. */
export function wrapSvg({ width, height, title }: SvgOptions, content: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    `<style>${STYLE}</style>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
}

const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#1f2328}',
  '.title{font-weight:600;font-size:13px}',
  '.quiet{fill:#59636e}',
  '.grid{stroke:#d1d9e0;stroke-width:1}',
  '.guide{stroke:#cf222e;stroke-width:1;stroke-dasharray:4 3}',
  '.line{fill:none;stroke-width:2}',
  '.end{text-anchor:end}',
  '.middle{text-anchor:middle}',
  '.a{fill:#1a7f37;stroke:#1a7f37}.b{fill:#0969da;stroke:#0969da}.c{fill:#bc4c00;stroke:#bc4c00}.d{fill:#818b98;stroke:#818b98}',
  'text.a,text.b,text.c,text.d{stroke:none}',
  'path.line{fill:none}',
  '@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.quiet{fill:#9198a1}.grid{stroke:#3d444d}.guide{stroke:#f85149}' +
    '.a{fill:#3fb950;stroke:#3fb950}.b{fill:#4493f8;stroke:#4493f8}.c{fill:#db6d28;stroke:#db6d28}.d{fill:#9198a1;stroke:#9198a1}}',
].join('');
