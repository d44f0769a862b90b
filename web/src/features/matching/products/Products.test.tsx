import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { operator, record, text } from '../../../testing/matching'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { Page as Product } from './Product'
import { Page as Products } from './Products'

const hub = fakeHub()
const at = `/api/operator/${company}/matching`
const one = `${at}/products/%24product`
const prd = (n: number) => `prd_06evk3q2b5vt8h00000000000${n}`
const product = (n: number, change = {}) => ({ ...text({ name: `Product ${n}` }), id: prd(n), items: 3, suppliers: 3, changed_at: '2026-11-22T03:00:00Z', ...change })
const edge = (n: number, change = {}) => ({
  id: `mat_06evk3q2b5vt8h00000000000${n}`, left: record(1).item, right: record(n).item, state: 'confirmed', ground: 'barcode', confidence: 1, reasons: [], contradictions: [], updated_at: '2026-11-22T03:00:00Z', ...change,
})
const whole = {
  product: { ...product(1), id: '$product' },
  members: [record(1), record(2), record(3), record(4)],
  edges: [
    edge(2, { reasons: [{ topic: 'barcode', weight: 0, both: ['4006381333931'], left: [], right: [] }] }),
    edge(3, { ground: 'model', confidence: 0.9973 }),
    edge(4, { ground: 'operator', answered_at: '2026-05-03T03:00:00Z', answered_by: 'Wei Chen', contradictions: [{ kind: 'pack', left: '10', right: '12' }] }),
  ],
}

const drawList = (search = '') => drawSigned(Products, '/c/$company/matching/products', { texts: ['products'], seats: [operator()], search })
const drawOne = (seat = operator()) => drawSigned(Product, '/c/$company/matching/products/$product', { texts: ['products', 'matching', 'trading'], seats: [seat] })
const row = (name: string) => page.getByRole('row').filter({ hasText: name })

test('what several suppliers sell, found by words, opened by keys', async () => {
  hub.answer(`GET ${at}/products`, () => json({ items: [product(1), product(2, { items: 12 })] }))
  hub.answer(`GET ${at}/lonely`, () => json({ items: [] }))
  await drawList('?q=kemet')
  await expect.element(row('Product 2')).toHaveTextContent('12')
  await expect.element(page.getByRole('searchbox')).toHaveValue('kemet')
  await everywhere()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  await expect.element(page.getByRole('link', { name: 'Product 2' })).toHaveFocus()
})

test('no products: how they come about; none found: which words', async () => {
  hub.answer(`GET ${at}/products`, () => json({ items: [] }))
  await drawList()
  await expect.element(page.getByText(/^No product has more than one item yet\./)).toBeVisible()
  hub.answer(`GET ${at}/lonely`, () => json({ items: [] }))
  await userEvent.type(page.getByRole('searchbox'), 'zzz')
  await expect.element(page.getByText('No product fits “zzz”.')).toBeVisible()
})

test('a product says what holds each of its items', async () => {
  hub.answer(`GET ${one}`, () => json(whole))
  await drawOne()
  await expect.element(page.getByRole('heading', { level: 1, name: 'Product 1' })).toBeVisible()
  await expect.element(row('SKU-2').first()).toHaveTextContent('same barcode')
  await expect.element(row('SKU-3').first()).toHaveTextContent('by the model, 0.997')
  await expect.element(row('SKU-4').first()).toHaveTextContent('by Wei Chen, 2026-05-03')
  await expect.element(page.getByText('same barcode · Barcode, both: 4006381333931')).toBeVisible()
  await expect.element(page.getByText('Pack: 10 against 12')).toBeVisible()
  await everywhere()
})

test('one click splits an item off, and one takes it back', async () => {
  hub.answer(`GET ${one}`, () => json(whole))
  hub.answer(`POST ${one}/split`, () => json({ id: 'ded_1', products: ['$product'] }))
  hub.answer(`POST ${at}/deeds/ded_1/undo`, () => json({ undone: 3, kept: 0, left: 0 }))
  await drawOne()
  await userEvent.click(page.getByRole('button', { name: 'Split off SKU-3 of Supplier 3' }))
  await expect.element(page.getByText('SKU-3 of Supplier 3 is split off. Comparisons are right again.')).toBeVisible()
  expect(hub.sent(`POST ${one}/split`)).toEqual([{ supplier: record(3).supplier, item: record(3).item }])
  await clean()
  await userEvent.click(page.getByRole('button', { name: 'Undo' }))
  await expect.element(page.getByText('Taken back.')).toBeVisible()
  expect(hub.sent(`POST ${at}/deeds/ded_1/undo`)).toHaveLength(1)
})

test('an edge is cut; when the product is gone one sees what became of it', async () => {
  hub.answer(`GET ${one}`, () => json(whole))
  hub.answer(`POST ${one}/split`, () => json({ id: 'ded_1', products: [prd(8)] }))
  await drawOne()
  await userEvent.click(page.getByRole('button', { name: 'Cut Supplier 1 SKU-1 from Supplier 3 SKU-3' }))
  await expect.poll(() => hub.calls.some((c) => c.name === `GET ${at}/products/${prd(8)}`)).toBe(true)
  expect(hub.sent(`POST ${one}/split`)).toEqual([{ edge: edge(3).id }])
})

test('a split that is refused says why, and nothing has changed', async () => {
  hub.answer(`GET ${one}`, () => json(whole))
  hub.answer(`POST ${one}/split`, () => problem(404, 'hub.not_found'))
  await drawOne()
  await userEvent.click(page.getByRole('button', { name: 'Split off SKU-3 of Supplier 3' }))
  await expect.element(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await expect.element(row('SKU-3').first()).toBeVisible()
})

test('two products are joined: what contradicts is shown first, and must be confirmed', async () => {
  hub.answer(`GET ${one}`, () => json(whole))
  hub.answer(`GET ${at}/products`, () => json({ items: [product(1, { id: '$product' }), product(2, { pack: '12' })] }))
  hub.answer(`GET ${at}/lonely`, () => json({ items: [] }))
  hub.answer(`POST ${at}/joins`, (body) =>
    (body as { despite: boolean }).despite ? json({ id: 'ded_2', products: ['$product'] }) : problem(409, 'matching.contradiction', [{ path: '/pack', code: 'pack', message: '10 ≠ 12' }]))
  await drawOne()
  await userEvent.click(page.getByRole('button', { name: 'Join with another product' }))
  const dialog = page.getByRole('dialog', { name: 'Join two products' })
  await userEvent.click(dialog.getByRole('combobox'))
  await userEvent.keyboard('Product')
  await expect.element(page.getByRole('option')).toHaveTextContent(/^Product 2/)
  await userEvent.click(page.getByRole('option'))
  await expect.element(dialog.getByRole('row', { name: /^Name/ })).toHaveTextContent('NameProduct 1Product 2')
  await clean()
  await userEvent.click(dialog.getByRole('button', { name: 'Join', exact: true }))
  await expect.element(dialog.getByText('Pack: 10 against 12')).toBeVisible()
  await clean()
  await userEvent.click(dialog.getByRole('button', { name: 'Join despite it' }))
  await expect.element(page.getByText('Product 1 is joined.')).toBeVisible()
  expect(hub.sent(`POST ${at}/joins`)).toEqual([
    { left: { product: '$product' }, right: { product: prd(2) }, despite: false },
    { left: { product: '$product' }, right: { product: prd(2) }, despite: true },
  ])
})

test('two items that are alone are found by words and joined', async () => {
  hub.answer(`GET ${at}/products`, () => json({ items: [] }))
  hub.answer(`GET ${at}/lonely`, () => json({ items: [record(1), record(2)] }))
  hub.answer(`POST ${at}/joins`, () => json({ id: 'ded_3', products: [prd(7)] }))
  await drawList('?q=bolt')
  await userEvent.click(page.getByRole('button', { name: 'Join SKU-1 of Supplier 1 with something' }))
  const dialog = page.getByRole('dialog', { name: 'Join an item' })
  await userEvent.click(dialog.getByRole('combobox'))
  await userEvent.keyboard('bolt')
  await expect.element(page.getByRole('option')).toHaveTextContent('alone · Supplier 2 · SKU-2')
  await userEvent.click(page.getByRole('option'))
  await clean()
  await userEvent.click(dialog.getByRole('button', { name: 'Join', exact: true }))
  await expect.poll(() => hub.sent(`POST ${at}/joins`)).toEqual([
    { left: { supplier: record(1).supplier, item: record(1).item }, right: { supplier: record(2).supplier, item: record(2).item }, despite: false },
  ])
})

test('who may only read splits nothing; a product that is gone says so', async () => {
  hub.answer(`GET ${one}`, () => json(whole))
  await drawOne(operator(['matching.question.read']))
  await expect.element(row('SKU-3').first()).toBeVisible()
  expect(page.getByRole('button', { name: /Split/ }).elements().filter((b) => !(b as HTMLButtonElement).disabled)).toEqual([])
})

test('a product that is not there says so', async () => {
  await drawOne()
  await expect.element(page.getByRole('alert')).toBeVisible()
})
