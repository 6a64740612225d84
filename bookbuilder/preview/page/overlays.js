// Facts of a page -> the marks that a typesetter wants to see over it.

export const chosen = new Set(JSON.parse(localStorage.getItem('overlays') || '[]'))
const LOOSE = 2, TIGHT = 0.8   // of the font's own space, as in the proof

export function marks(page, split, own) {
  const layer = document.createElement('div')
  layer.className = 'marks'
  layer.setAttribute('aria-hidden', 'true')
  const add = (kind, x, y, width, height, text) => {
    const mark = document.createElement('i')
    mark.className = kind
    mark.style.left = `${100 * x / page.width}%`
    mark.style.top = `${100 * y / page.height}%`
    if (width !== null) mark.style.width = `${100 * width / page.width}%`
    if (height !== null) mark.style.height = `${100 * height / page.height}%`
    if (text) mark.textContent = text
    layer.append(mark)
    return mark
  }
  const area = page.boxes.find(box => box[0] === 'area')
  if (chosen.has('grid') && area) {
    const step = lineHeight(page)
    const first = page.lines.find(line => line[4] === 'text')
    const origin = first ? first[1] + first[3] : area[3]
    for (let y = origin % step; step > 4 && y < page.height; y += step) add('grid', 0, y, page.width, 0)
  }
  if (chosen.has('margins') && area) {
    const [, , x, y, width, height] = area
    add('area', x, y, width, height)
    const say = px => `${(px * 25.4 / 96).toFixed(1)} mm`
    add('edge', x + width / 2, y / 2, null, null, say(y))
    add('edge', x + width / 2, (page.height + y + height) / 2, null, null, say(page.height - y - height))
    add('edge', 4, page.height / 2, null, null, say(x))
    add('edge', x + width + 4, page.height / 2, null, null, say(page.width - x - width))
  }
  page.lines.forEach(([x, y, width, height, role, , , space, block], index) => {
    const next = page.lines[index + 1]
    const last = !next || next[8] !== block
    if (chosen.has('loose') && space > LOOSE && !last) add('loose', x, y, width, height)
    if (chosen.has('loose') && space < TIGHT) add('tight', x, y, width, height)
    if (chosen.has('notes') && role === 'note') add(split.has(block) ? 'line-note split' : 'line-note', x, y, width, height)
  })
  if (chosen.has('boxes')) for (const [kind, id, x, y, width, height] of page.boxes) {
    if (['area', 'call', 'row'].includes(kind)) continue
    const box = add('box', x, y, width, height)
    const name = document.createElement('span')
    name.textContent = id ? `${kind} ${id.replace(`${own}-`, '')}` : kind
    box.append(name)
  }
  return layer
}

export function splitNotes(pages) {
  const seen = new Map()
  pages.forEach((page, number) => page.lines.forEach(line => {
    if (line[4] === 'note') seen.set(line[8], (seen.get(line[8]) || new Set()).add(number))
  }))
  return new Set([...seen].filter(([, on]) => on.size > 1).map(([block]) => block))
}

function lineHeight(page) {
  const heights = page.lines.filter(line => line[4] === 'text').map(line => line[3]).sort((a, b) => a - b)
  return heights.length ? heights[heights.length >> 1] : 0
}
