// Jobs in on standard input, renderings by citeproc-js out, one JSON value a line.
// A job: {style, locale, locales, items, citations, uncited}; `locales` is a folder of locales-xx-XX.xml files.
// A rendering: {citations: [html], entries: [[id, html]]} or {fault: text}.
'use strict';

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const CSL = require('citeproc');

CSL.debug = () => {};

const MARK = '\u0001';
const files = new Map();

function localeFile(folder, name) {
  const file = path.join(folder, `locales-${name}.xml`);
  if (!files.has(file)) {
    files.set(file, fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : false);
  }
  return files.get(file);
}

function render(job) {
  const items = new Map(job.items.map((item) => [String(item.id), { ...item, id: String(item.id), system_id: String(item.id) }]));
  const sys = {
    retrieveLocale: (name) => localeFile(job.locales, name),
    retrieveItem: (id) => structuredClone(items.get(String(id))),
    // Printed behind each entry: entry_ids also names items whose entry prints nothing, which are left out.
    embedBibliographyEntry: (id) => `${MARK}${id}${MARK}`,
  };
  const engine = new CSL.Engine(sys, job.style, job.locale, true);
  engine.setOutputFormat('html');
  const standalone = job.citations.length > 0
    && job.citations.every((citation) => citation.citationItems.every((cite) => cite.position !== undefined));
  const citations = standalone || !job.citations.length ? standing(engine, items, job) : replayed(engine, items, job);
  const bibliography = engine.makeBibliography();
  const entries = (bibliography ? bibliography[1] : []).map((html) => {
    const [entry, id] = html.split(MARK);
    return [id, entry.trim()];
  });
  return { citations, entries };
}

// Citations that stand by themselves, outside of a book: nothing is counted between them.
function standing(engine, items, job) {
  engine.updateItems([...items.keys()]);
  return job.citations.map((citation) => engine.makeCitationCluster(
    citation.citationItems.map((cite) => ({ ...cite, id: String(cite.id) }))));
}

function replayed(engine, items, job) {
  const citations = job.citations.map((citation, index) => ({
    citationID: `citation-${index}`,
    citationItems: citation.citationItems.map((cite) => ({ ...cite, id: String(cite.id) })),
    properties: { ...citation.properties },
  }));
  const uncited = job.uncited ? [...items.keys()] : [];
  const result = engine.rebuildProcessorState(citations, 'html', uncited);
  return result.map((entry) => entry[2]);
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  let answer;
  try {
    answer = render(JSON.parse(line));
  } catch (error) {
    answer = { fault: String((error && error.stack) || error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
