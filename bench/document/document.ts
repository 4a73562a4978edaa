/** Puts each section between its two marks, `<!-- name -->` and `<!-- /name -->`. Throws when the text has no place for one. */
export function fillSections(text: string, sections: Readonly<Record<string, string>>): string {
  let filled = text;
  for (const [name, content] of Object.entries(sections)) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`the document has no place ${begin} … ${end}`);
    filled = `${filled.slice(0, from + begin.length)}\n\n${content}\n\n${filled.slice(to)}`;
  }
  return filled;
}
