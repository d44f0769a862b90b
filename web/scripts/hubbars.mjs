// Looks at every page of a running hub as people see it: axe, sideways scroll, the console, and Lighthouse for the first pages.
import AxeBuilder from '@axe-core/playwright'
import lighthouse, { desktopConfig } from 'lighthouse'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { launchOptions } from './chromium.mjs'
import { pages, password, people } from './pages.mjs'

/** How a page is looked at: each language in each theme at both sizes, and for sideways scroll the narrowest phone. */
const views = ['zh-CN', 'en'].flatMap((lang) => [
  ...['light', 'dark'].flatMap((theme) => [1440, 390].map((width) => ({ lang, theme, width }))),
  { lang, theme: 'light', width: 320 },
])

/** The few that notice most of what the others would: for every run of the tests. */
const fewViews = [
  { lang: 'zh-CN', theme: 'light', width: 1440 },
  { lang: 'en', theme: 'dark', width: 390 },
  { lang: 'en', theme: 'light', width: 320 },
]

async function signIn(context, hub, who) {
  const answer = await context.request.post(`${hub}/api/session`, { headers: { 'X-Hub-Request': '1', Origin: hub }, data: { login: people[who], password } })
  if (!answer.ok()) throw new Error(`${people[who]} cannot sign in at ${hub} (${answer.status()}): is the demo loaded?`)
  const { session } = await answer.json()
  return session.seats[0].company.id
}

/** What stands for `$name` in an address: the first there is. Where there is none, the page is looked at as somebody sees it who mistyped. */
const firsts = {
  supplier: ['board?limit=1', (a) => a.items[0]?.supplier.id],
  offered: ['offers?q=a&limit=1', (a) => a.items[0] && `${a.items[0].supplier}/items/${a.items[0].offer.item}`],
  buyer: ['relationships?limit=1', (a) => a.items[0]?.buyer.id],
  customer: ['customers?limit=1', (a) => a.items[0]?.id],
  import: ['customer-imports?limit=1', (a) => a.items[0]?.id],
  file: ['imports?limit=1', (a) => a.items[0]?.id],
  item: ['items?limit=1', (a) => a.items[0]?.id],
  placed: ['placed-orders?limit=1', (a) => a.items[0]?.id],
  purchase: ['purchases?limit=1', (a) => a.items[0]?.id],
  approval: ['approvals?limit=1', (a) => a.items[0]?.id],
  order: ['orders?limit=1', (a) => a.items[0]?.id],
  incoming: ['deliveries?limit=1', (a) => a.items[0]?.id],
  shipment: ['shipments?limit=1', (a) => a.items[0]?.id],
  product: ['/api/operator/$c/matching/products?limit=1', (a) => a.items[0]?.id],
}

async function addressOf(context, hub, company, path) {
  const [, name] = /\$([a-z]{2,})/.exec(path) ?? []
  const [list, first] = firsts[name] ?? []
  const at = list?.startsWith('/') ? list.replace('$c', company) : `/api/companies/${company}/${list}`
  const answer = list && (await context.request.get(hub + at))
  const id = answer?.ok() ? first(await answer.json()) : undefined
  return hub + path.replace('$c', company).replace(`$${name}`, id ?? 'none')
}

/** What a browser says when a page breaks the content security policy or its own script. Answers of the hub such as 401 and 404 are no fault. */
const isFault = (text) => !/the server responded with a status of (401|404)/.test(text)

async function look(browser, hub, { lang, theme, width }, who, found) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, timezoneId: 'Asia/Shanghai', colorScheme: theme, hasTouch: width < 640, isMobile: width < 640 })
  const saved = { lang, theme, ...(width < 640 && { density: 'touch' }) }
  await context.addInitScript((prefs) => localStorage.setItem('hub.prefs', JSON.stringify(prefs)), saved)
  const company = who && (await signIn(context, hub, who))
  const page = await context.newPage()
  for (const { path } of pages.filter((p) => p.as === who)) {
    const count = (what, n, note) => {
      const key = `${path}${who ? ` (${who})` : ''}`
      const at = (found[key] ??= { axe: 0, wide: 0, console: 0, views: 0, notes: new Set() })
      at[what] += n
      if (note) at.notes.add(note)
    }
    const onConsole = (m) => m.type() === 'error' && isFault(m.text()) && count('console', 1, m.text().slice(0, 200))
    const onError = (e) => count('console', 1, e.message.slice(0, 200))
    page.on('console', onConsole)
    page.on('pageerror', onError)
    await page.goto(await addressOf(context, hub, company, path))
    try {
      await page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog')).first().waitFor()
      await page.waitForFunction(() => !document.querySelector('[role=status].gap-3 > .animate-pulse'), undefined, { timeout: 10_000 })
    } catch (error) {
      throw new Error(`${path} (${who ?? 'nobody'}, ${lang}, ${theme}, ${width}) does not come: ${error.message.split('\n')[0]}`, { cause: error })
    }
    await page.evaluate(() => Promise.all([document.fonts.ready, ...document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime)).map((a) => a.finished.catch(() => undefined))]))
    count('views', 1)
    if (width !== 320) {
      const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze()
      for (const v of violations) count('axe', v.nodes.length, `${v.id} (${lang}, ${theme}, ${width}): ${v.nodes[0].html.slice(0, 120)}`)
    }
    const wide = await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
    if (wide > 0) count('wide', wide, `${wide} px too wide (${lang}, ${width})`)
    page.off('console', onConsole)
    page.off('pageerror', onError)
  }
  await context.close()
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

const scores = { performance: 95, accessibility: 100, 'best-practices': 100 }

async function measure(hub) {
  const profile = mkdtempSync(join(tmpdir(), 'bars-'))
  const port = await freePort()
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, args: [...launchOptions.args, `--remote-debugging-port=${port}`] })
  const rows = []
  try {
    for (const path of ['/', '/login', '/order']) {
      if (path === '/order') await signIn(context, hub, 'buyer')
      // The best of three: a runner that is busy for a moment says nothing about the page.
      let best = null
      for (let i = 0; i < 3; i++) {
        const { lhr } = await lighthouse(hub + path, { port, logLevel: 'error', onlyCategories: Object.keys(scores), disableStorageReset: path === '/order' }, desktopConfig)
        const now = Object.fromEntries(Object.keys(scores).map((k) => [k, Math.round((lhr.categories[k].score ?? 0) * 100)]))
        if (!best || now.performance > best.performance) best = now
        if (Object.entries(scores).every(([k, bar]) => best[k] >= bar)) break
      }
      for (const [k, bar] of Object.entries(scores)) rows.push({ what: `Lighthouse ${k}`, where: path, value: String(best[k]), bar: `≥ ${bar}`, good: best[k] >= bar })
    }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return rows
}

/** Rows of [what, where, value, bar] for a hub with the demo loaded, and what stands behind those that are missed. Short: few views, no Lighthouse. */
export async function hubBars(hub, short) {
  const browser = await chromium.launch(launchOptions)
  const found = {}
  try {
    for (const who of [undefined, ...Object.keys(people)]) {
      for (const view of short ? fewViews : views) await look(browser, hub, view, who, found)
    }
  } finally {
    await browser.close()
  }
  const rows = Object.entries(found).flatMap(([where, at]) =>
    [
      ['axe violations', at.axe],
      ['sideways scroll, px', at.wide],
      ['console, CSP', at.console],
    ].map(([what, n]) => ({ what, where: where.replace(/#x+/, '#…'), value: `${n} in ${at.views} views`, bar: '0', good: n === 0 })),
  )
  const notes = Object.entries(found).flatMap(([where, at]) => [...at.notes].map((note) => `${where}: ${note}`))
  return { rows: [...(short ? [] : await measure(hub)), ...rows], notes }
}
