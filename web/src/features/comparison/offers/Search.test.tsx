import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean, compose, everywhere } from '../../../testing/screen'
import { drawSigned } from '../../../testing/signed'
import { at, buyer, supplierId } from '../../../testing/trading'
import { Page } from './Search'
import { groupsOf, readSearch, toggled, type Facets, type FoundPage } from './search'

const hub = fakeHub()
const shows = { catalogue: 'all', price: 'own', stock: 'band', lead_time: true, promotions: true, documents: true } as const
const offer = { item: 'itm_1', sku: 'R-10K', name: '贴片电阻 Resistor 10 kΩ', category: 'Resistors', brand: 'Yageo', unit: 'H87', minimum: '1', multiple: '1', price: { currency: 'CNY', amount: '0.120000' } }
const facets: Facets = {
  suppliers: [{ supplier: supplierId(1), name: 'Farnell', count: 7 }, { supplier: supplierId(2), name: 'Mouser', count: 3 }],
  brands: [{ value: 'Yageo', count: 6 }, { value: 'Bolt, Nut & Co', count: 4 }],
  categories: [{ value: 'Resistors', count: 10 }],
  headings: [{ value: '8533', name: 'Electrical resistors', name_zh: '电阻器', count: 6 }, { value: '8532', name: 'Electrical capacitors', count: 4 }],
  traits: [{ key: 'Tolerance', values: [{ value: '1 %', count: 6 }, { value: '5 %', count: 4 }] }],
  in_stock: 5,
}
const found = (change: Partial<FoundPage> = {}): FoundPage => ({
  suppliers: [{ supplier: supplierId(1), name: 'Farnell', epoch: 1, shows }],
  items: [{ supplier: supplierId(1), offer, marks: [{ from: 2, to: 4 }], own_code: 'K-4711', own_name: 'kitchen resistor', image: 'med_06evk3q2b5vt8h0000000000a0' }],
  total: 10, more: false, corrected: [], facets, ...change,
})
const asked = (end = '/offers') => vi.mocked(fetch).mock.calls.map(([r]) => new URL((r as Request).url)).filter((u) => u.pathname.endsWith(end)).map((u) => u.searchParams)
const draw = (search = '?q=dz') => drawSigned(Page, '/suppliers/offers', { texts: ['offers', 'trading'], seats: [buyer], search })

test('a hit shows its picture, marks what was found, and says what the buyer calls it', async () => {
  hub.answer(`GET ${at}/offers`, () => json(found()))
  await draw()
  await expect.element(page.getByRole('link', { name: offer.name })).toHaveAttribute('href', `/suppliers/${supplierId(1)}/items/itm_1`)
  expect([...document.querySelectorAll('mark')].map((m) => m.textContent)).toEqual(['电阻'])
  await expect.element(page.getByText('You call it K-4711 · kitchen resistor')).toBeVisible()
  expect(document.querySelector('img')?.getAttribute('src')).toBe(`${at}/suppliers/${supplierId(1)}/items/itm_1/media/med_06evk3q2b5vt8h0000000000a0/thumbnail`)
  await expect.element(page.getByText('10 offers')).toBeVisible()
  await everywhere()
})

test('what narrows is counted, chosen beside the list, and taken back as a chip', async () => {
  hub.answer(`GET ${at}/offers`, () => json(found()))
  await page.viewport(1440, 900)
  await draw()
  await page.getByRole('checkbox', { name: 'Bolt, Nut & Co 4' }).click()
  await expect.poll(() => asked().at(-1)?.getAll('brand')).toEqual(['Bolt, Nut & Co'])
  await page.getByRole('checkbox', { name: '8533 Electrical resistors 6' }).click()
  await page.getByRole('checkbox', { name: '1 % 6' }).click()
  await page.getByRole('checkbox', { name: 'In stock 5' }).click()
  await expect.poll(() => asked().at(-1)?.toString()).toBe('q=dz&in_stock=true&brand=Bolt%2C%20Nut%20%26%20Co&heading=8533&trait=Tolerance%3D1%20%25&facets=true&limit=50'.replaceAll('%20', '+'))
  await page.getByRole('button', { name: 'Without Bolt, Nut & Co' }).click()
  await expect.poll(() => asked().at(-1)?.has('brand')).toBe(false)
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect.poll(() => page.getByRole('checkbox', { checked: true }).elements()).toEqual([])
  await page.getByLabelText('Order').selectOptions('Cheapest first')
  await expect.poll(() => asked().at(-1)?.get('sort')).toBe('price')
  // One value narrows nothing.
  expect(page.getByRole('checkbox', { name: /^Resistors/ }).elements()).toEqual([])
  await clean()
})

test('on a phone chips open a sheet', async () => {
  hub.answer(`GET ${at}/offers`, () => json(found({ more: true, total: 4000 })))
  await page.viewport(390, 844)
  await draw()
  await expect.element(page.getByText('More than 4,000 offers. Type more words or narrow them.')).toBeVisible()
  await page.getByRole('button', { name: 'Narrow' }).click()
  await page.getByRole('checkbox', { name: 'Mouser 3 or more' }).click()
  await expect.poll(() => asked().at(-1)?.get('suppliers')).toBe(supplierId(2))
  await clean()
  await page.viewport(1280, 800)
})

test('words that were taken for others are named', async () => {
  hub.answer(`GET ${at}/offers`, () => json(found({ corrected: [{ typed: 'resitsor', found: ['resistor', 'resistors'] }] })))
  await draw('?q=resitsor')
  await expect.element(page.getByText('Nothing is written “resitsor”. Shown is resistor or resistors.')).toBeVisible()
})

test('nothing found helps on: fewer words, no filters', async () => {
  hub.answer(`GET ${at}/offers`, () => json(found({ items: [], suppliers: [], total: 0, facets: { ...facets, suppliers: [], brands: [], categories: [], headings: [], traits: [], in_stock: 0 } })))
  await draw('?q=resistor%20xylophone&brand=%5B%22Yageo%22%5D')
  await expect.element(page.getByText('None of your suppliers shows you an offer for “resistor xylophone”.')).toBeVisible()
  await clean()
  await page.getByRole('button', { name: 'Clear all filters' }).first().click()
  await expect.element(page.getByText(/Try fewer or other words/)).toBeVisible()
  await page.getByRole('button', { name: 'Search for “resistor”' }).click()
  await expect.poll(() => asked().at(-1)?.get('q')).toBe('resistor')
  await expect.element(page.getByRole('searchbox')).toHaveValue('resistor')
})

test('while an input method composes nothing is asked; what was found before stays meanwhile', async () => {
  hub.answer(`GET ${at}/offers`, () => json(found()))
  await draw('?q=m8')
  await expect.element(page.getByText('10 offers')).toBeVisible()
  const before = asked().length
  const box = page.getByRole('searchbox')
  await userEvent.clear(box)
  await userEvent.click(box)
  const waited = asked().length
  await compose(['d', 'di', 'dian', 'dianzu'], '电阻')
  await expect.poll(() => asked().at(-1)?.get('q')).toBe('电阻')
  expect(asked().slice(waited).map((p) => p.get('q'))).toEqual(['电阻'])
  expect(waited).toBe(before)
})

test('an address is read as far as it makes sense', () => {
  expect(readSearch({ q: 5, sort: 'cheapest', stock: 'true', brand: 'x', category: ['a', 3, {}], heading: [] })).toEqual({ q: '5', sort: undefined, stock: true, brand: ['x'], category: ['a', '3'] })
  expect(toggled(toggled({ q: 'a' }, 'brand', 'x'), 'brand', 'x')).toEqual({ q: 'a', brand: undefined })
  const groups = groupsOf(undefined, { q: 'a', trait: ['Size=3=4'], brand: ['gone'] }, 'en', { supplier: '', brand: '', category: '', heading: '' })
  expect(groups.map((g) => [g.title, g.choices.map((c) => c.label)])).toEqual([['', ['gone']], ['Size', ['3=4']]])
})
