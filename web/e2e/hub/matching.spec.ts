// An operator's work on matching, against a running hub with the demo: HUB_URL.
import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { demoPassword, newBrowser, signIn } from './people'

test.setTimeout(300_000)
// Both change products of the whole hub.
test.describe.configure({ mode: 'serial' })

type Side = { item: string; brand: string; mpn: string; name: string }
type Question = { id: string; left: Side; right: Side; contradictions: object[] }
type Whole = { product: { id: string }; members: { item: string; sku: string; supplier_name: string }[] }

async function operator(browser: Browser) {
  const context = await newBrowser(browser)
  const [hub] = await signIn(context, 'operator@hub.example', demoPassword)
  const at = `/api/operator/${hub?.id}/matching`
  const read = async <T>(path: string) => (await (await context.request.get(at + path)).json()) as T
  return { page: await context.newPage(), pages: `/c/${hub?.id}/matching`, read }
}

/** The demo has been matched so far that there is enough to answer. */
const ready = (read: <T>(path: string) => Promise<T>) =>
  expect.poll(async () => (await read<{ questions?: number }>('/status')).questions ?? 0, { timeout: 120_000 }).toBeGreaterThanOrEqual(150)

/** Lets the page measure how long after a key the next question stands there. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const waits: number[] = []
    let pressed = 0
    addEventListener('keydown', () => (pressed = performance.now()), true)
    const shown = () => document.querySelector('article [role=table]')?.textContent
    let before = shown()
    new MutationObserver(() => {
      if (shown() === before) return
      before = shown()
      waits.push(performance.now() - pressed)
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    Object.assign(window, { waits })
  })

/** The key of an operator who takes the hub's word: the same where that is likelier than not. */
async function keyFor(page: Page) {
  const sure = /([\d.]+)%/.exec((await page.getByRole('article').textContent()) ?? '')
  return Number(sure?.[1]) >= 50 ? 'y' : 'n'
}

test('a hundred questions by keyboard alone: each answer reaches the hub, the last is taken back', async ({ browser }) => {
  const { page, pages, read } = await operator(browser)
  await ready(read)
  const taken: string[] = []
  page.on('response', async (answer) => {
    if (answer.request().method() !== 'POST' || !answer.url().endsWith('/matching/answers') || !answer.ok()) return
    const { results } = (await answer.json()) as { results: { question: string; outcome: string }[] }
    taken.push(...results.filter((r) => r.outcome === 'taken').map((r) => r.question))
  })
  const before = await read<{ means: { by_people: number } }>('/policy')
  await page.goto(pages)
  const article = page.getByRole('article')
  const progress = page.getByRole('list', { name: 'This session' })
  await article.waitFor()
  await clean(page)

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'How to answer' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await watch(page)
  const answered = async () => Number(/^(\d+)/.exec((await progress.textContent()) ?? '')?.[1])
  let same = 0
  const arrived = () => expect(progress.getByText(/on (its|their) way/)).toHaveCount(0, { timeout: 60_000 })
  for (let tries = 0; taken.length < 100 && tries < 250; tries++) {
    // Nobody reads as fast as this presses: now and then the hub may catch up, or most questions would be settled by the answers before them.
    if (tries % 8 === 7) await arrived()
    const key = await keyFor(page)
    const number = await article.getByText(/^Question \d+$/).textContent()
    await page.keyboard.press(key)
    if (key === 'y') {
      same++
      // Where something contradicts the page asks once more.
      if ((await article.getByText('Contradictions').count()) > 0 && (await article.getByText(/^Question \d+$/).textContent()) === number) await page.keyboard.press('y')
    }
    await expect(article.getByText(/^Question \d+$/)).not.toHaveText(number ?? '')
  }
  await arrived()
  expect(taken.length).toBeGreaterThanOrEqual(100)
  expect(new Set(taken).size).toBe(taken.length)
  expect(same).toBeGreaterThan(0)
  expect(await answered()).toBeGreaterThanOrEqual(100)
  const waits = await page.evaluate(() => (window as unknown as { waits: number[] }).waits.toSorted((a, b) => a - b))
  expect(waits.length).toBeGreaterThanOrEqual(90)
  expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(100)

  // None of them is a question any more.
  const open = await read<{ items: Question[] }>('/questions?limit=200')
  const ids = new Set(open.items.map((q) => q.id))
  expect(taken.filter((id) => ids.has(id))).toEqual([])
  const after = await read<{ means: { by_people: number } }>('/policy')
  expect(after.means.by_people).toBeGreaterThan(before.means.by_people)

  // Taken back, the last one is asked again, here and by the hub.
  const last = taken.at(-1) ?? ''
  const undone = page.waitForResponse((r) => r.url().endsWith('/undo'))
  await page.keyboard.press('Control+z')
  expect((await undone).ok()).toBe(true)
  await expect.poll(async () => (await read<{ items: Question[] }>('/questions?limit=200')).items.some((q) => q.id === last), { timeout: 15_000 }).toBe(true)
  const key = await keyFor(page)
  await page.keyboard.press(key)
  if (key === 'y' && (await page.getByRole('alert').filter({ hasText: 'Something contradicts' }).count()) > 0) await page.keyboard.press(key)
  await expect.poll(() => taken.filter((id) => id === last).length, { timeout: 45_000 }).toBe(2)
})

/** A product of at least so many items. */
async function wholeOf(read: <T>(path: string) => Promise<T>, least: number) {
  let found: string | undefined
  await expect
    .poll(async () => {
      const list = await read<{ items?: { id: string; items: number }[] }>('/products?limit=200')
      found = list.items?.find((p) => p.items >= least)?.id
      return found
    }, { timeout: 120_000 })
    .toBeTruthy()
  return read<Whole>(`/products/${found}`)
}

const items = (whole: Whole) => whole.members.map((m) => m.item)

test('one click splits an item off a product, everywhere; one more brings it back', async ({ browser }) => {
  const { page, pages, read } = await operator(browser)
  const whole = await wholeOf(read, 3)
  const [member] = whole.members
  if (!member) throw new Error('a product without items')
  await page.goto(`${pages}/products/${whole.product.id}`)
  const button = page.getByRole('button', { name: `Split off ${member.sku} of ${member.supplier_name}`, exact: true })
  await expect(button).toBeVisible()
  await clean(page)
  await fits(page)

  const split = page.waitForResponse((r) => r.url().endsWith('/split'))
  await button.click()
  const { products } = (await (await split).json()) as { products: string[] }
  await expect(button).toHaveCount(0)
  const rest = await Promise.all(products.map((id) => read<Whole>(`/products/${id}`)))
  expect(rest.flatMap(items)).not.toContain(member.item)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Taken back.')).toBeVisible()
  await expect(button).toBeVisible()
  // Matching goes on meanwhile and may have brought more; nothing is missing.
  expect(items(await read<Whole>(`/products/${whole.product.id}`))).toEqual(expect.arrayContaining(items(whole)))
})

test('a supplier sees how its items stand, and answers what it is asked, without a word of others', async ({ browser }) => {
  const context = await newBrowser(browser)
  const [farnell] = await signIn(context, 'owner@farnell.example', demoPassword)
  const page = await context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  const asks = await asked(context.request, farnell?.id ?? '')
  await page.goto(`/c/${farnell?.id}/asks`)
  await expect(page.getByRole('heading', { name: 'Is your item the same as this product?' }).or(page.getByText('No question is open.'))).toBeVisible()
  await clean(page)
  await fits(page)
  if (asks.items.length > 0) {
    expect(JSON.stringify(asks)).not.toMatch(/supplier|com_|price/)
    const answer = page.waitForResponse((r) => r.url().endsWith('/matching/answers'))
    await page.getByRole('button', { name: 'No', exact: true }).click()
    const { results } = (await (await answer).json()) as { results: { outcome: string }[] }
    expect(results.map((r) => r.outcome)).toEqual(['taken'])
    const back = page.waitForResponse((r) => r.url().endsWith('/return'))
    await page.getByRole('button', { name: 'Undo' }).click()
    expect((await back).ok()).toBe(true)
  }
  await page.goto(`/c/${farnell?.id}/asks/items`)
  await expect(page.getByRole('listitem').filter({ hasText: 'Matched' }).first()).toBeVisible()
  await clean(page)
  await fits(page)
})

const asked = async (request: APIRequestContext, company: string) => (await (await request.get(`/api/companies/${company}/matching/asks`)).json()) as { items: object[] }
