// One document's facts -> its spreads: pictures, a layer of lines that open the source, and overlays.

import { marks, splitNotes } from './overlays.js'

const spreads = document.getElementById('spreads')
const pane = document.getElementById('print')
export const view = { facing: localStorage.getItem('facing') !== 'no', zoom: Number(localStorage.getItem('zoom') || 1) }
let shown = null            // the document as the server sent it
let address = () => ''      // (file, line) -> the editor's address

const watcher = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) picture(entry.target)
}, { root: pane, rootMargin: '800px 0px' })

export function openWith(make) { address = make }
export function current() { return shown }

export function clear() {
  shown = null
  spreads.replaceChildren()
}

export function show(document_, keep) {
  const place = keep && shown && shown.id === document_.id ? pane.scrollTop : 0
  const old = new Map([...spreads.querySelectorAll('.page[data-page]')].map(page => [page.dataset.page, page.querySelector('img')]))
  const same = shown && shown.id === document_.id
  shown = document_
  const split = splitNotes(shown.pages)
  const pages = shown.pages.map((page, number) => sheet(page, number, split, same ? old.get(String(number)) : null))
  const rows = []
  pages.forEach((page, number) => {
    const verso = (shown.begins + number) % 2 === 1
    if (view.facing && !verso && rows.length && rows.at(-1).length === 1 && rows.at(-1).verso) rows.at(-1).push(page)
    else rows.push(Object.assign([page], { verso }))
  })
  spreads.replaceChildren(...rows.map(row => {
    const spread = document.createElement('div')
    spread.className = 'spread'
    if (view.facing && row.length === 1) row.verso ? row.push(empty(row[0])) : row.unshift(empty(row[0]))
    spread.append(...row)
    return spread
  }))
  fit()
  pane.scrollTop = place
  watcher.disconnect()
  pages.forEach(page => watcher.observe(page))
}

export function fit() {
  if (!shown || !shown.pages.length) return
  const room = pane.clientWidth - 40
  for (const page of spreads.querySelectorAll('.page')) {
    const width = view.zoom * room / (view.facing ? 2 : 1.35)
    page.style.width = `${width}px`
    page.style.height = `${width * page.dataset.ratio}px`
  }
}

export function reveal(number, line) {
  const page = spreads.querySelector(`.page[data-page="${number}"]`)
  if (!page) return
  const target = line === undefined ? page : page.querySelectorAll('.texts a')[line] || page
  for (const old of spreads.querySelectorAll('.here')) old.classList.remove('here')
  if (target !== page) target.classList.add('here')
  const box = target.getBoundingClientRect(), around = pane.getBoundingClientRect()
  if (box.top < around.top + 40 || box.bottom > around.bottom - 40) {
    pane.scrollTop += target === page ? box.top - around.top - 16 : box.top - around.top - around.height / 3
  }
}

function sheet(page, number, split, before) {
  const element = document.createElement('article')
  const folio = shown.folios[number] || ''
  element.className = shown.changed.includes(number) ? 'page was-changed' : 'page'
  element.dataset.page = number
  element.dataset.ratio = page.height / page.width
  element.tabIndex = 0
  element.setAttribute('aria-label', `Page ${folio || number + 1}${shown.changed.includes(number) ? ', changed' : ''}. Arrows choose a line, Enter opens its source.`)
  const image = before || document.createElement('img')   // the old picture stays until the new one is drawn
  image.alt = ''
  image.draggable = false
  element.append(image, texts(page), marks(page, split, shown.id))
  const label = document.createElement('span')
  label.className = 'folio'
  label.textContent = folio
  element.append(label)
  element.addEventListener('keydown', event => choose(element, event))
  return element
}

function empty(like) {
  const element = document.createElement('div')
  element.className = 'page none'
  element.dataset.ratio = like.dataset.ratio
  return element
}

function texts(page) {
  const layer = document.createElement('div')
  layer.className = 'texts'
  for (const [x, y, width, height, , text, line] of page.lines) {
    const link = document.createElement('a')
    if (line) {
      link.href = address(shown.source, line)
      link.title = `${shown.source}:${line}`
    }
    link.textContent = text
    link.tabIndex = -1
    link.style.left = `${100 * x / page.width}%`
    link.style.top = `${100 * y / page.height}%`
    link.style.width = `${100 * width / page.width}%`
    link.style.height = `${100 * height / page.height}%`
    layer.append(link)
  }
  return layer
}

function choose(page, event) {
  const links = [...page.querySelectorAll('.texts a[href]')]
  const at = links.indexOf(document.activeElement)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || !links.length) return
  event.preventDefault()
  links[Math.max(0, Math.min(links.length - 1, at + step))].focus()
}

async function picture(page) {
  const number = page.dataset.page
  const image = page.querySelector('img')
  const wanted = Math.min(3, page.clientWidth / shown.pages[number].width * devicePixelRatio)
  const scale = [1, 1.5, 2, 3].find(it => it >= wanted) || 3
  const source = `page/${shown.id}/${number}.png?v=${shown.version}&scale=${scale.toFixed(1)}`
  if (image.dataset.source === source) return
  image.dataset.source = source
  const fresh = new Image()
  fresh.src = source
  try { await fresh.decode() } catch { return }
  if (image.dataset.source === source) image.src = source
}
