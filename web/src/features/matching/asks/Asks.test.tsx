import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { sells, text } from '../../../testing/matching'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { Page as Asks } from './Asks'
import { Page as Standing } from './Standing'

const hub = fakeHub()
const at = `/api/companies/${company}/matching`
const itm = (n: number) => `itm_06evk3q2b5vt8h00000000000${n}`
const own = (n: number, change = {}) => ({ ...text({ name: `My capacitor ${n}`, mpn: '' }), id: itm(n), sku: `A-${n}`, ...change })
const ask = (n: number, change = {}) => ({
  id: `ask_06evk3q2b5vt8h00000000000${n}`, item: own(n), product: text(), reasons: [{ topic: 'measure', weight: 1, both: ['33 pf'], left: [], right: [] }], contradictions: [], asked_at: '2026-11-22T03:00:00Z', ...change,
})
const item = (n: number, change = {}) => ({ item: own(n), state: 'alone', said_no: false, ...change })

type Sent = { answers: { ask: string; verdict: string }[] }

function asks(...open: ReturnType<typeof ask>[]) {
  let left = open
  hub.answer(`GET ${at}/asks`, () => json({ items: left, left: left.length }))
  hub.answer(`POST ${at}/answers`, (body) => {
    const { answers } = body as Sent
    left = left.filter((q) => !answers.some((a) => a.ask === q.id))
    return json({ results: answers.map((a) => ({ ask: a.ask, outcome: 'taken' })), left: left.length })
  })
}

const drawAsks = () => drawSigned(Asks, '/c/$company/asks', { texts: ['asks', 'matching', 'trading'], seats: [sells] })
const drawItems = (search = '') => drawSigned(Standing, '/c/$company/asks/items', { texts: ['asks'], seats: [sells], search })

test('a supplier is asked about its own item, in its own words, and is told of nobody', async () => {
  asks(ask(1), ask(2))
  await drawAsks()
  await expect.element(page.getByRole('heading', { name: 'Is your item the same as this product?' })).toBeVisible()
  await expect.element(page.getByRole('columnheader', { name: 'Your item' })).toHaveTextContent('A-1')
  await expect.element(page.getByRole('columnheader', { name: 'The product' })).toHaveTextContent('as others describe it')
  await expect.element(page.getByText('Measures, both: 33 pf')).toBeVisible()
  await clean()
  await userEvent.keyboard('n')
  await expect.element(page.getByRole('cell', { name: 'My capacitor 2' })).toBeVisible()
  await expect.poll(() => hub.sent(`POST ${at}/answers`)).toEqual([{ answers: [{ ask: ask(1).id, verdict: 'different' }] }])
  hub.answer(`POST ${at}/items/${itm(1)}/return`, () => json(item(1)))
  await userEvent.keyboard('u')
  // The hub asks anew, under another id, among others; what was taken back comes next.
  await expect.element(page.getByText('Taken back. The question comes again in a moment.')).toBeVisible()
  await expect.poll(() => hub.sent(`POST ${at}/items/${itm(1)}/return`)).toHaveLength(1)
  asks(ask(2), ask(3), ask(7, { item: own(1) }))
  await expect.poll(() => hub.calls.filter((c) => c.name === `GET ${at}/asks`).length, { timeout: 4000 }).toBeGreaterThan(2)
  await expect.element(page.getByRole('cell', { name: 'My capacitor 2' })).toBeVisible()
  await userEvent.keyboard('y')
  await expect.element(page.getByRole('cell', { name: 'My capacitor 1' })).toBeVisible()
})

test('a yes where something contradicts is said once, and it is said what becomes of it', async () => {
  asks(ask(1, { contradictions: [{ kind: 'pack', left: '10', right: '12' }] }), ask(2))
  await drawAsks()
  await expect.element(page.getByText('Something contradicts: your yes goes to the hub\'s operator, who looks at it.')).toBeVisible()
  await userEvent.keyboard('y')
  await expect.poll(() => hub.sent(`POST ${at}/answers`)).toEqual([{ answers: [{ ask: ask(1).id, verdict: 'same' }] }])
})

test('how the items stand, and what others call them', async () => {
  hub.answer(`GET ${at}/items`, () => json({ items: [item(1, { state: 'matched', product: text({ name: 'Kemet C0603 33 pF' }) }), item(2, { state: 'asked' }), item(3, { said_no: true })] }))
  await drawItems()
  await expect.element(page.getByRole('row', { name: /A-1/ })).toHaveTextContent(/Matched.*Kemet C0603 33 pF/)
  await expect.element(page.getByRole('row', { name: /A-2/ })).toHaveTextContent('A question is open')
  await expect.element(page.getByRole('row', { name: /A-3/ })).toHaveTextContent('You said that it is another product.')
  await everywhere()
})

test('“this is not that product” takes it out at once, and is taken back', async () => {
  let out = false
  hub.answer(`GET ${at}/items`, () => json({ items: [out ? item(1, { said_no: true }) : item(1, { state: 'matched' })] }))
  hub.answer(`POST ${at}/items/${itm(1)}/leave`, () => {
    out = true
    return json(item(1, { said_no: true }))
  })
  hub.answer(`POST ${at}/items/${itm(1)}/return`, () => {
    out = false
    return json(item(1, { state: 'matched' }))
  })
  await drawItems()
  await userEvent.click(page.getByRole('button', { name: 'Not that product: A-1' }))
  await expect.element(page.getByText('A-1 is taken out and stays alone.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Match it again: A-1' })).toBeVisible()
  await clean()
  await userEvent.click(page.getByRole('button', { name: 'Undo' }))
  await expect.element(page.getByRole('button', { name: 'Not that product: A-1' })).toBeVisible()
})

test('a refusal is said where the button is', async () => {
  hub.answer(`GET ${at}/items`, () => json({ items: [item(1, { state: 'matched' })] }))
  hub.answer(`POST ${at}/items/${itm(1)}/leave`, () => problem(403, 'hub.company_suspended'))
  await drawItems()
  await userEvent.click(page.getByRole('button', { name: 'Not that product: A-1' }))
  await expect.element(page.getByRole('alert').filter({ hasText: /suspended/ })).toBeVisible()
})

test('no items yet: where they come from; none that fit: only that', async () => {
  hub.answer(`GET ${at}/items`, () => json({ items: [] }))
  await drawItems()
  await expect.element(page.getByRole('link', { name: 'Bring a price file' })).toBeVisible()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'State' }), 'matched')
  await expect.element(page.getByText('No item fits.')).toBeVisible()
})

test('items that cannot be read say why and are asked for again', async () => {
  hub.answer(`GET ${at}/items`, () => problem(500, 'hub.unexpected'))
  await drawItems()
  await expect.element(page.getByRole('alert')).toBeVisible()
  hub.answer(`GET ${at}/items`, () => json({ items: [item(1)] }))
  await userEvent.click(page.getByRole('button', { name: 'Try again' }))
  await expect.element(page.getByRole('row', { name: /A-1/ })).toBeVisible()
})
