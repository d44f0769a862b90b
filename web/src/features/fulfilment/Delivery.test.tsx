import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { setPrefs } from '../../lib/prefs'
import { fakeHub, json } from '../../testing/hub'
import { orderId, sellerId } from '../../testing/ordering'
import { clean } from '../../testing/screen'
import { company, drawSigned } from '../../testing/signed'
import { supplier } from '../../testing/supplierSeat'
import { at, buyer } from '../../testing/trading'
import { pageOf } from './carriers'
import { Page as Incoming } from './Incoming'
import { Page as Sent } from './Sent'

const hub = fakeHub()
const texts = ['fulfilment', 'ordering', 'offers', 'trading', 'job']
const receiving = { ...buyer, permissions: [...buyer.permissions, 'fulfilment.delivery.read', 'fulfilment.delivery.write'] }
const shipping = supplier({ permissions: ['fulfilment.shipment.read', 'fulfilment.shipment.write', 'fulfilment.case.write'] })
const shipmentId = 'shp_06evk3q2b5vt8h000000000001'
const summary = (change: object = {}) => ({
  id: shipmentId, number: 'PO 7-1', order: orderId, order_number: 'PO 7', supplier: { company: sellerId(1), name: 'Acme' }, buyer: { company, name: 'Corner Shop' }, reference: 'Site 7', carrier: 'sf', tracking: ['SF1'],
  expected_on: '2026-01-02', note: '', state: 'under_way', lines: 2, open_cases: 0, shipped_by: 'Wang', shipped_at: '2026-01-01T03:00:00Z', version: 1, ...change,
})
const line = (n: number, change: object = {}) => ({ line: n, item: `itm_${n}`, sku: `F-${n}`, name: `Hex bolt M${n}`, brand: 'Acme', mpn: '', gtin: n === 1 ? '4006381333931' : '', unit: 'C62', quantity: '2', damaged: '0', wrong: '0', note: '', total: '3.40', photos: [], ...change })
const shipment = (change: object = {}) => ({ summary: summary(), currency: 'GBP', total: '6.80', lines: [line(1), line(2)], cases: [], ...change })
const oneCase = {
  id: 'cas_06evk3q2b5vt8h000000000001', shipment: shipmentId, shipment_number: 'PO 7-1', order: orderId, order_number: 'PO 7', supplier: { company: sellerId(1), name: 'Acme' }, buyer: { company, name: 'Corner Shop' }, line: 2, sku: 'F-2', name: 'Hex bolt M2',
  unit: 'C62', kind: 'short', quantity: '1', state: 'open', remedies: ['send_rest', 'credit', 'refuse'], turn: 'supplier', amount: '1.70', currency: 'GBP', opened_at: '2026-01-02T03:00:00Z', changed_at: '2026-01-02T03:00:00Z', version: 1,
  events: [{ at: '2026-01-02T03:00:00Z', side: 'buyer', person: 'Lin', act: 'open', state: 'open', words: '' }],
}
const receipt = `POST ${at}/deliveries/${shipmentId}/receipt`

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  setPrefs({ lang: 'en', theme: 'light', density: 'touch' })
})

test('a carrier that is known has a page for each parcel, another one has none', () => {
  expect(pageOf('dhl', 'A 1')).toBe('https://www.dhl.com/global-en/home/tracking.html?tracking-id=A%201')
  expect(pageOf('Bike courier', 'A1')).toBeUndefined()
})

test('on the phone all is received with one touch', async () => {
  await page.viewport(390, 800)
  hub.answer(`GET ${at}/deliveries/${shipmentId}`, () => json(shipment()))
  hub.answer(receipt, () => json(shipment({ summary: summary({ state: 'received', received_at: '2026-01-02T03:00:00Z', version: 2 }), lines: [line(1, { counted: '2' }), line(2, { counted: '2' })] })))
  await drawSigned(() => <Incoming id={shipmentId} />, `/orders/shipments/${shipmentId}`, { texts, seats: [receiving] })
  await expect.element(page.getByText(/Late by/)).toBeVisible()
  await clean()
  await page.getByRole('button', { name: 'Receive all 2 lines as sent' }).click()
  await expect.element(page.getByText('Received. Nothing is missing.')).toBeVisible()
  expect(hub.sent(receipt)).toMatchObject([{ version: 1, rest_as_delivered: true, lines: [] }])
})

test('a scan counts one, and what is missing is told before it is sent', async () => {
  await page.viewport(390, 800)
  hub.answer(`GET ${at}/deliveries/${shipmentId}`, () => json(shipment()))
  hub.answer(receipt, () => json(shipment({ summary: summary({ state: 'received', open_cases: 1, version: 2 }), cases: [{ ...oneCase, line: 1 }] })))
  await drawSigned(() => <Incoming id={shipmentId} />, `/orders/shipments/${shipmentId}`, { texts, seats: [receiving] })
  await page.getByLabelText('Scan or type a code').fill('nothing')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('nothing is not in this shipment.')).toBeVisible()
  await page.getByLabelText('Scan or type a code').fill('4006381333931')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('1 missing')).toBeVisible()
  // By the keyboard: a notice of what was done before may still lie over the bar.
  ;(page.getByRole('button', { name: 'Receive with 1 problem' }).element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('Received. The supplier is asked about 1 line.')).toBeVisible()
  expect(hub.sent(receipt)).toMatchObject([{ lines: [{ line: 1, counted: '1', damaged: '0', wrong: '0' }] }])
})

test('a supplier answers a case on the shipment', async () => {
  await page.viewport(1280, 900)
  hub.answer(`GET ${at}/shipments/${shipmentId}`, () => json(shipment({ summary: summary({ state: 'received', open_cases: 1 }), cases: [oneCase] })))
  hub.answer(`POST ${at}/shipment-cases/${oneCase.id}/acts`, () => json({ ...oneCase, state: 'answered', remedy: 'send_rest', turn: 'buyer', version: 2 }))
  await drawSigned(() => <Sent id={shipmentId} />, `/c/${company}/orders/shipments/${shipmentId}`, { texts, seats: [shipping] })
  await expect.element(page.getByText(/^1 .*missing$/)).toBeVisible()
  await clean()
  await page.getByLabelText('How you make good').selectOptions('send_rest')
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await expect.poll(() => hub.sent(`POST ${at}/shipment-cases/${oneCase.id}/acts`)).toMatchObject([{ remedy: 'send_rest' }])
})

test('several orders ship at once as they were ordered', async () => {
  await page.viewport(1280, 900)
  hub.answer(`GET ${at}/orders-to-ship`, () => json({ items: [{ order: orderId, number: 'PO 7', buyer: { company, name: 'Corner Shop' }, reference: '', lines: 2, due: '2026-01-02T00:00:00Z', ordered_at: '2026-01-01T00:00:00Z', version: 3 }], total: 1 }))
  hub.answer(`POST ${at}/orders-to-ship/ship`, () => json({ orders: [{ order: orderId, outcome: 'shipped', shipment: shipmentId }] }))
  await drawSigned(() => <Sent id="" />, `/c/${company}/orders/shipments`, { texts, seats: [shipping] })
  await expect.element(page.getByText('Corner Shop')).toBeVisible()
  await clean()
  await page.getByRole('checkbox', { name: 'Choose all' }).click()
  await page.getByRole('button', { name: 'Ship 1 order as ordered' }).click()
  await page.getByRole('button', { name: 'Ship 1 order', exact: true }).click()
  await expect.element(page.getByText('1 order is on its way.')).toBeVisible()
  expect(hub.sent(`POST ${at}/orders-to-ship/ship`)).toMatchObject([{ orders: [{ order: orderId, version: 3 }] }])
})
