// What the server sends -> the bar, the list of documents, the pages, the web edition and the faults.

import { chosen } from './overlays.js'
import * as pages from './pages.js'

const $ = id => document.getElementById(id)
const memory = localStorage
let state = { documents: [], faults: [], editor: '', folder: '' }
let following = memory.getItem('follow') !== 'no'
let wanted = decodeURIComponent(location.hash.slice(1)) || memory.getItem('document') || ''
let edited = ''   // the document whose file was saved last

const editorAddress = (file, line, column = 1) => state.editor
  .replaceAll('{path}', encodeURI(`${state.folder}/${file}`).replace(/[?#]/g, encodeURIComponent)).replaceAll('{line}', line || 1).replaceAll('{column}', column || 1)
pages.openWith(editorAddress)

async function refresh() {
  state = await (await fetch('state')).json()
  document.title = state.title ? `${state.title} – preview` : 'Preview'
  $('title').textContent = state.title || 'Preview'
  $('pages').textContent = state.pages ? state.pages.toLocaleString('en-GB') : '–'
  $('words').textContent = state.words ? state.words.toLocaleString('en-GB') : '–'
  status(state)
  listDocuments()
  listFaults(state.faults)
  const touched = state.documents.flatMap(it => it.changed.map(page => [it.id, page]))
  $('changed').hidden = !touched.length
  $('changed').textContent = `${touched.length} changed`
  $('changed').onclick = () => touched.length && open(touched[0][0], touched[0][1])
  if (!pages.current()) open(state.documents.some(it => it.id === wanted && it.pages) ? wanted : firstToShow())
  else if (state.documents.some(it => it.id === wanted && it.version !== pages.current().version)) open(wanted)
  const listed = state.documents.find(it => it.id === wanted)
  if (listed && listed.web && !$('frame').dataset.file) web(listed.web, true)
}

function firstToShow() {
  const laid = state.documents.filter(it => it.pages)
  return (laid.find(it => it.source) || laid[0] || { id: '' }).id
}

async function open(id, page, line) {
  if (!id) return
  const answer = await fetch(`document/${encodeURIComponent(id)}`)
  if (!answer.ok) return
  const moved = id !== wanted
  wanted = id
  memory.setItem('document', id)
  pages.show(await answer.json(), page === undefined)
  $('waiting').hidden = true
  if (page !== undefined) pages.reveal(page, line)
  const listed = state.documents.find(it => it.id === id)
  if (listed && listed.web) web(listed.web, moved)
  mark()
}

function mark() {
  for (const button of $('documents').querySelectorAll('button')) {
    const is = button.dataset.id === wanted
    button.setAttribute('aria-current', is)
    if (is) button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
}

function listDocuments() {
  $('documents').replaceChildren(...state.documents.map(it => {
    const item = document.createElement('li'), button = document.createElement('button')
    const errors = state.faults.filter(fault => fault.file === it.source && it.source && fault.severity === 'error').length
    const name = document.createElement('span'), facts = document.createElement('small')
    button.type = 'button'
    button.dataset.id = it.id
    name.textContent = it.title || it.id
    facts.textContent = it.folios[0] || ''
    button.append(name, facts)
    if (it.changed.length) facts.insertAdjacentHTML('afterbegin', '<span class="dot" title="changed">● </span>')
    if (errors) name.insertAdjacentHTML('beforeend', ` <span class="bad" title="errors">${errors}</span>`)
    button.onclick = () => open(it.id, 0)
    item.append(button)
    return item
  }))
  mark()
}

function listFaults(faults) {
  state.faults = faults
  const count = kind => faults.filter(it => it.severity === kind).length
  $('tally').textContent = faults.length ? ['error', 'warning', 'note'].filter(count).map(it => `${count(it)} ${it}${count(it) > 1 ? 's' : ''}`).join(', ') : 'none'
  const order = { error: 0, warning: 1, note: 2 }
  $('faults').replaceChildren(...[...faults].sort((a, b) => order[a.severity] - order[b.severity]).map(fault => {
    const item = document.createElement('li'), link = document.createElement('a')
    const part = (kind, text) => { const span = document.createElement('span'); span.className = kind; span.textContent = text; return span }
    if (fault.file) link.href = editorAddress(fault.file, fault.line, fault.column)
    const message = part('', `${fault.message} `)
    message.append(part('remedy', fault.remedy))
    const place = [fault.file, fault.line, fault.column].filter(Boolean).join(':')
    link.append(part(fault.severity, fault.code || fault.severity), part('place', place), message)
    item.append(link)
    return item
  }))
}

function status({ status: text, busy, stale }) {
  $('status').textContent = text
  $('light').className = busy ? 'light busy' : stale ? 'light bad' : 'light'
  if (stale !== undefined) $('stale').hidden = !stale || busy
}

// The web edition, from outside, since its own scripts are asleep here.
function web(file, anew) {
  const frame = $('frame'), target = `site/${file}`
  if (!anew && frame.dataset.file === file) return
  frame.dataset.file = file
  frame.src = target
}

function reloadWeb() {
  const frame = $('frame'), inside = frame.contentWindow
  if (!frame.dataset.file) return
  frame.dataset.place = inside ? inside.scrollY : 0
  frame.src = `site/${frame.dataset.file}`
}

$('frame').addEventListener('load', () => {
  const frame = $('frame'), inside = frame.contentDocument
  if (!inside) return
  frame.contentWindow.scrollTo(0, Number(frame.dataset.place || 0))
  frame.dataset.place = 0
  const element = inside.getElementById(frame.dataset.element || '')
  frame.dataset.element = ''
  if (element) {
    const box = element.getBoundingClientRect()
    if (box.top < 60 || box.top > frame.clientHeight - 60) element.scrollIntoView({ block: 'center' })
  }
  inside.addEventListener('dblclick', event => {
    const shown = pages.current()
    for (let at = event.target; at && shown; at = at.parentElement) {
      if (at.id && shown.ids[at.id]) { location.href = editorAddress(shown.source, shown.ids[at.id]); return }
    }
  })
})

const heard = {
  status,
  summary: refresh,
  faults: event => { listFaults(event.faults) },
  changed: event => {
    const listed = state.documents.find(it => event.files.includes(it.source))
    edited = listed ? listed.id : ''
    status({ status: 'Reading the book', busy: true })
  },
  pages: async event => {
    if (event.document === wanted) await open(wanted)
    else if (following && event.document === edited) {
      await open(edited)
      const first = pages.current().changed[0]
      if (first !== undefined) pages.reveal(first)
    }
  },
  edited: async event => {
    if (!following) return
    $('frame').dataset.element = event.element
    await open(event.document, event.page, event.line)
  },
  web: event => { if (event.shared || event.files.includes($('frame').dataset.file)) reloadWeb(); refresh() },
  show: event => open(event.document, event.page, event.line),
  clear: () => {
    pages.clear()
    $('waiting').hidden = false
    $('frame').removeAttribute('src')
    $('frame').srcdoc = ''
    $('frame').removeAttribute('srcdoc')
    $('frame').dataset.file = ''
    $('documents').replaceChildren()
    listFaults([])
    status({ status: 'Waiting for the consent gate', busy: true })
  },
  stopped: () => { events.close(); status({ status: 'The preview has stopped', busy: false, stale: true }) },
}
const events = new EventSource('events')
events.onmessage = message => { const event = JSON.parse(message.data); heard[event.type]?.(event) }
events.onopen = refresh
events.onerror = () => status({ status: 'The preview does not answer', busy: false, stale: true })

// The tools.
const press = (id, get, set) => {
  const button = $(id)
  const draw = () => button.setAttribute('aria-pressed', get())
  button.onclick = () => { set(!get()); draw() }
  draw()
}
const again = () => pages.current() && pages.show(pages.current(), true)
press('facing', () => pages.view.facing, on => { pages.view.facing = on; memory.setItem('facing', on ? 'yes' : 'no'); again() })
press('follow', () => following, on => { following = on; memory.setItem('follow', on ? 'yes' : 'no') })
press('showweb', () => !document.querySelector('main').classList.contains('noweb'), on => {
  document.querySelector('main').classList.toggle('noweb', !on)
  memory.setItem('web', on ? 'yes' : 'no')
  pages.fit()
})
if (memory.getItem('web') === 'no') $('showweb').click()
const zoom = by => { pages.view.zoom = Math.min(3, Math.max(.3, pages.view.zoom * by)); memory.setItem('zoom', pages.view.zoom); again() }
$('larger').onclick = () => zoom(1.15)
$('smaller').onclick = () => zoom(1 / 1.15)
for (const box of document.querySelectorAll('[data-overlay]')) {
  box.checked = chosen.has(box.dataset.overlay)
  box.onchange = () => {
    chosen[box.checked ? 'add' : 'delete'](box.dataset.overlay)
    memory.setItem('overlays', JSON.stringify([...chosen]))
    again()
  }
}
$('togglefaults').onclick = () => { const list = $('faults'); list.hidden = !list.hidden; $('togglefaults').setAttribute('aria-expanded', !list.hidden) }
const themes = ['', 'light', 'dark']
const dress = name => name ? document.documentElement.setAttribute('data-theme', name) : document.documentElement.removeAttribute('data-theme')
dress(memory.getItem('theme') || '')
$('theme').onclick = () => {
  const next = themes[(themes.indexOf(memory.getItem('theme') || '') + 1) % 3]
  memory.setItem('theme', next)
  dress(next)
}
addEventListener('resize', pages.fit)
addEventListener('hashchange', () => open(decodeURIComponent(location.hash.slice(1)), 0))
addEventListener('keydown', event => {
  const button = { f: 'facing', e: 'follow', w: 'showweb', '+': 'larger', '-': 'smaller' }[event.key]
  if (button && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.tagName !== 'INPUT') $(button).click()
})
