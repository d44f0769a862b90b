// What each page loads before it can be used, compressed with gzip. A page's cost is the entry, its frame, its chunk, all that these import
// at once, and the texts of one language.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { sources } from './messages.mjs'
import { frames, pages } from './pages.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const bars = { front: 110, frame: 150, first: 160, lazy: 45, css: 15, fonts: 35 }

/** Where a person's work begins: what is loaded first, all of it. Every other page comes into a frame that is there, and only its own part counts. */
const firsts = new Set(['features/ordering/box/Box', 'features/hub/today/Today'])

const kB = (bytes) => bytes / 1000
const gz = (file) => kB(gzipSync(readFileSync(join(dist, file)), { level: 9 }).length)

/** Rows of [what, where, value, bar], sizes in kB. Throws when there is no build, or when a page is not in the table. */
export function sizes() {
  if (!existsSync(join(dist, '.vite/manifest.json'))) throw new Error('There is no build to measure: run `npm run build` first.')
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

  const closure = (key, seen = new Set()) => {
    if (seen.has(key)) return seen
    seen.add(key)
    for (const i of manifest[key].imports ?? []) closure(i, seen)
    return seen
  }
  const weigh = (keys) => [...new Set([...keys].map((k) => manifest[k].file))].reduce((sum, file) => sum + gz(file), 0)
  const folders = new Map(sources(root).map(({ namespace, dir }) => [namespace, dir]))
  const text = (name) => `${folders.get(name)}/zh-CN.json`

  const [entry] = Object.entries(manifest).find(([, m]) => m.isEntry)
  const core = closure(entry)
  core.add(text(null))
  const app = closure('src/app.tsx', new Set(core))
  const signed = new Set(app)
  closure('src/shell/Signed.tsx', signed)
  signed.add(text('shell'))

  const known = new Set([...frames, ...pages.map((p) => p.chunk)])
  for (const key of [entry, 'src/app.tsx'].flatMap((k) => manifest[k].dynamicImports ?? [])) {
    const name = key.replace(/^src\//, '').replace(/\.tsx?$/, '')
    if (/^src\/.*\.tsx?$/.test(key) && !known.has(name)) throw new Error(`${name} is a page that scripts/pages.mjs does not know`)
  }

  const rows = [
    ['script', 'entry', weigh(core)],
    ['script', 'application', weigh(app)],
    ['script', 'signed-in frame', weigh(signed), bars.frame],
  ]
  const seen = new Set()
  for (const { path, as, chunk, texts = [], front } of pages) {
    if (!chunk || seen.has(chunk)) continue
    seen.add(chunk)
    const frame = new Set(as ? signed : front ? core : app)
    if (path.startsWith('/c/')) closure('src/shell/CompanyFrame.tsx', frame)
    const all = closure(`src/${chunk}.tsx`, new Set(frame))
    for (const t of texts) all.add(text(t))
    const where = path.replace(/[?#].*/, '')
    rows.push(['script', where, weigh(all), front ? bars.front : firsts.has(chunk) ? bars.first : undefined])
    rows.push(['script, own part', where, weigh([...all].filter((k) => !frame.has(k))), bars.lazy])
  }
  // What comes when it is asked for (a dialog, a list with search) has no bar, but should be known.
  for (const [key, m] of Object.entries(manifest)) {
    if (!m.isDynamicEntry || !/\.tsx?$/.test(key)) continue
    const name = key.replace(/^src\//, '').replace(/\.tsx?$/, '')
    if (!known.has(name)) rows.push(['script, on demand', name, weigh([...closure(key)].filter((k) => !signed.has(k)))])
  }
  const assets = readdirSync(join(dist, 'assets'))
  rows.push(['style', 'all pages', assets.filter((f) => f.endsWith('.css')).reduce((s, f) => s + gz('assets/' + f), 0), bars.css])
  rows.push(['fonts', 'all pages', assets.filter((f) => f.endsWith('.woff2')).reduce((s, f) => s + kB(readFileSync(join(dist, 'assets', f)).length), 0), bars.fonts])
  return rows.map(([what, where, value, bar]) => ({ what, where, value: `${value.toFixed(1)} kB`, bar: bar === undefined ? '' : `≤ ${bar}`, good: bar === undefined || value <= bar }))
}
