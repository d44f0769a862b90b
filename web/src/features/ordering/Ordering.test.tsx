import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { setPrefs } from '../../lib/prefs'
import { fakeHub, json, problem } from '../../testing/hub'
import { line, order, orderId, plannedLine, plannedOrder, preview, purchaseId, sellerId, summary } from '../../testing/ordering'
import { clean } from '../../testing/screen'
import { company, drawSigned } from '../../testing/signed'
import { supplier } from '../../testing/supplierSeat'
import { at, buyer } from '../../testing/trading'
import { Page as BuyerOrder } from './BuyerOrder'
import { planOf, writePlan, type HandedLine } from './handed'
import { Page as Review } from './Review'
import { Page as Sold } from './Sold'
import { Page as SupplierOrder } from './SupplierOrder'

const hub = fakeHub()
const texts = ['ordering', 'fulfilment', 'offers', 'trading', 'job', 'basket']
const buying = { ...buyer, permissions: [...buyer.permissions, 'ordering.purchase.read', 'ordering.purchase.write'] }
const selling = supplier({ permissions: ['ordering.order.read', 'ordering.order.write'] })
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const handed = (n: number, change: Partial<HandedLine> = {}): HandedLine => ({ key: `l${n}`, supplier: sellerId(1), item: `itm_${n}`, sku: `F-${n}`, name: `Hex bolt M${n}`, quantity: '10', unit: 'C62', seen: gbp('1.70'), ...change })
const purchase = { id: purchaseId, created_at: '2026-11-22T03:00:00Z', mode: 'all_or_nothing', reference: '', person: 'Ada', orders: [summary()], left_out: [] }
const ask = `POST ${at}/purchases/preview`
const buy = `POST ${at}/purchases`

beforeEach(async () => {
  const nothing = () => json({ order: orderId, version: 1, lines: [], shipments: [], cases: [] })
  hub.answer(`GET ${at}/orders/${orderId}/delivery`, nothing)
  hub.answer(`GET ${at}/placed-orders/${orderId}/delivery`, nothing)
  localStorage.clear()
  sessionStorage.clear()
  setPrefs({ lang: 'en', theme: 'light', density: 'comfortable' })
  await page.viewport(1280, 900)
})

const review = (...lines: HandedLine[]) => {
  writePlan(company, 'per_1', planOf(lines, 0))
  return drawSigned(Review, '/orders/review', { texts, seats: [buying] })
}
const keys = () => hub.calls.filter((c) => c.name === buy).map((c) => c.headers.get('Idempotency-Key'))
const order1 = page.getByRole('button', { name: 'Place 1 order' })

test('a price that rose stands from what to what, and nothing goes before it is agreed to', async () => {
  hub.answer(ask, (body) => {
    const [asked] = (body as { lines: { agreed?: unknown }[] }).lines
    return json(preview([plannedOrder({ lines: [plannedLine(0, { seen: gbp('1.50'), problems: asked?.agreed ? [] : [{ code: 'price_rise', message: '', cure: { agree: gbp('1.70') } }] })] })]))
  })
  hub.answer(buy, () => json(purchase, 201))
  await review(handed(0, { seen: gbp('1.50') }))
  await expect.element(page.getByRole('button', { name: 'Order', exact: true })).toBeDisabled()
  await clean()
  await page.getByRole('checkbox', { name: /rose from £1.50 to £1.70/ }).click()
  await order1.click()
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent(`/orders/placed/${purchaseId}`)
  expect(hub.sent(buy)).toMatchObject([{ lines: [{ price: gbp('1.50'), agreed: gbp('1.700000') }] }])
})

test('pressed twice it is ordered once; without an answer the same act is sent again', async () => {
  let fail = true
  hub.answer(ask, () => json(preview([plannedOrder()])))
  hub.answer(buy, () => {
    if (!fail) return json(purchase, 201)
    fail = false
    return Promise.reject(new TypeError('the line is cut'))
  })
  await review(handed(0))
  await expect.element(order1).toBeEnabled()
  const button = order1.element() as HTMLElement
  button.click()
  button.click()
  await expect.element(page.getByRole('button', { name: 'Send again' })).toBeVisible()
  expect(keys()).toHaveLength(1)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent('/orders/placed/')
  expect(new Set(keys()).size).toBe(1)
  expect(hub.sent(buy)[0]).toEqual(hub.sent(buy)[1])
})

test('found dearer at the last moment, it says so and asks again with another name', async () => {
  hub.answer(ask, () => json(preview([plannedOrder()])))
  hub.answer(buy, () => {
    hub.answer(ask, () => json(preview([plannedOrder({ lines: [plannedLine(0, { price: gbp('1.90'), seen: gbp('1.70'), problems: [{ code: 'price_rise', message: '', cure: { agree: gbp('1.90') } }] })] })])))
    return problem(409, 'ordering.dearer')
  })
  await review(handed(0))
  await order1.click()
  await expect.element(page.getByRole('checkbox', { name: /rose from £1.70 to £1.90/ })).toBeVisible()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Look at the marked lines')
})

test('what is missing for the minimum has its cures, and the rest can go without', async () => {
  const small = plannedOrder({ supplier: sellerId(2), name: 'Mouse', lines: [plannedLine(1, { supplier: sellerId(2) })], problems: [{ code: 'below_minimum', message: '', cure: { missing: gbp('120.00') } }] })
  hub.answer(ask, (body) => json(preview([plannedOrder(), small], (body as { mode: 'all_or_nothing' }).mode)))
  await review(handed(0), handed(1, { supplier: sellerId(2) }))
  await expect.element(page.getByText('£120.00 more is needed for this supplier’s minimum order.')).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Move this line to another supplier' })).toHaveAttribute('href', `/compare?without=${sellerId(2)}`)
  await page.getByRole('radio', { name: /Order the rest/ }).click()
  await expect.element(order1).toBeEnabled()
  await clean()
})

test('a supplier answers by keys: one accepted, one changed, one refused with a reason', async () => {
  const open = [1, 2, 3].map((n) => line(n, { acts: ['accept', 'counter', 'refuse', 'backorder'] }))
  hub.answer(`GET ${at}/orders/${orderId}`, () => json(order({ lines: open })))
  hub.answer(`GET ${at}/orders`, () => json({ items: [], counts: { submitted: 1, changed: 0, accepted: 0, part_shipped: 0, shipped: 0, received: 0, refused: 0, withdrawn: 0, waiting: 1 } }))
  hub.answer(`POST ${at}/orders/${orderId}/acts`, () => json(order({ lines: open.map((l) => ({ ...l, acts: [] })) })))
  await drawSigned(() => <SupplierOrder id={orderId} />, '/c/$company/orders', { texts, seats: [selling] })
  await expect.element(page.getByRole('button', { name: 'Accept all 3 lines' })).toBeVisible()
  await clean()
  ;(page.getByRole('grid').element() as HTMLElement).querySelector<HTMLElement>('input')?.focus()
  await userEvent.keyboard('{ArrowDown}8{Enter}0{Enter}')
  await expect.element(page.getByText('1 is accepted, 1 change is proposed, 1 is refused')).toBeVisible()
  await page.getByRole('button', { name: 'Answer 3 lines' }).click()
  await expect.element(page.getByText('1 cell needs you.')).toBeVisible()
  // The cursor stands where something is missing.
  await userEvent.keyboard('Sold out{Enter}')
  await page.getByRole('button', { name: 'Answer 3 lines' }).click()
  await expect.poll(() => hub.sent(`POST ${at}/orders/${orderId}/acts`)).toEqual([{ acts: [{ line: 1, act: 'accept' }, { line: 2, act: 'counter', quantity: '8' }, { line: 3, act: 'refuse', reason: 'Sold out' }] }])
})

test('a buyer sees what was ordered beside what is proposed, and takes it', async () => {
  const lines = [line(1, { state: 'accepted', turn: undefined, due: undefined, acts: ['ask_cancel'] }), line(2, { state: 'countered', turn: 'buyer', acts: ['agree', 'decline'], proposal: { quantity: '8', price: gbp('1.70'), total: '13.60', reason: 'All there is' } })]
  hub.answer(`GET ${at}/placed-orders/${orderId}`, () => json(order({ summary: summary({ status: 'changed', waits_for_buyer: 1, waits_for_supplier: 0 }), lines })))
  hub.answer(`POST ${at}/placed-orders/${orderId}/acts`, () => json(order({ lines: lines.map((l) => ({ ...l, state: 'accepted', acts: [], proposal: undefined })) })))
  await drawSigned(() => <BuyerOrder id={orderId} />, '/orders', { texts, seats: [buying] })
  await expect.element(page.getByRole('table', { name: /What was ordered and what is proposed/ })).toHaveTextContent(/10 pc.*8 pc/)
  await clean()
  await page.getByRole('button', { name: 'Accept the change: Hex bolt M2' }).click()
  await expect.element(page.getByText('The change is accepted.')).toBeVisible()
  expect(hub.sent(`POST ${at}/placed-orders/${orderId}/acts`)).toEqual([{ acts: [{ line: 2, act: 'agree' }] }])
  expect(hub.calls.findLast((c) => c.name.endsWith('/acts'))?.headers.get('If-Match')).toBe('"1"')
})

test('a supplier accepts several orders at once, and hears which changed meanwhile', async () => {
  const items = [summary(), summary({ id: `${orderId.slice(0, -1)}2`, number: 'PO 2026-000124', version: 4 })]
  hub.answer(`GET ${at}/orders`, () => json({ items, counts: { submitted: 2, changed: 0, accepted: 0, part_shipped: 0, shipped: 0, received: 0, refused: 0, withdrawn: 0, waiting: 2 } }))
  hub.answer(`POST ${at}/orders/accept`, () => json({ orders: [{ order: items[0]?.id, outcome: 'accepted', lines: 3 }, { order: items[1]?.id, outcome: 'stale', lines: 0 }] }))
  await drawSigned(Sold, '/c/$company/orders', { texts, seats: [selling] })
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await clean()
  await page.getByRole('button', { name: 'Accept 6 lines' }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('together £122.40')
  await page.getByRole('dialog').getByRole('button', { name: 'Accept 6 lines' }).click()
  await expect.element(page.getByText(/1 order with 3 lines accepted. 1 changed meanwhile/)).toBeVisible()
  expect(hub.sent(`POST ${at}/orders/accept`)).toEqual([{ orders: [{ order: items[0]?.id, version: 1 }, { order: items[1]?.id, version: 4 }] }])
})
