import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { drawSigned } from '../../../testing/signed'
import { at, buyer as reader, supplierId } from '../../../testing/trading'
import type { Offer, Shows } from '../offers/queries'
import { ProductBody } from './ProductPage'
import type { Alternate, Product, ProductOffer } from './queries'

const hub = fakeHub()
const buyer = { ...reader, permissions: [...reader.permissions, 'comparison.own.write'] }
const item = (n: number) => `itm_06evk3q2b5vt8h0000000000${String(n).padStart(2, '0')}`
const [one, two] = [supplierId(1), supplierId(2)]
const path = `${at}/suppliers/${one}/items/${item(1)}`
const shows: Shows = { catalogue: 'all', price: 'own', stock: 'band', lead_time: true, promotions: true, documents: true }
const can: Offer = {
  item: item(1), sku: 'A-1', name: 'Cola can', category: 'Drinks', brand: 'Cola', gtin: '4006381333931', unit: 'H87', minimum: '1', multiple: '1', price: { currency: 'CNY', amount: '3.000000' }, stock: { class: 'yes' }, lead_days: 2,
}
const sixPack: Offer = { ...can, item: item(2), sku: 'B-6', name: 'Cola 6 pack', price: { currency: 'CNY', amount: '12.000000', breaks: ['10', '20', '30', '40', '50'].map((from) => ({ from, amount: '11.000000' })) } }
const plain = { evidence: [], contradictions: [], packs: [], attributes: [] }
const asked: ProductOffer = { ...plain, supplier: one, offer: can, priced_at: '2026-11-20T03:00:00Z', best: 'certain', per_unit: { currency: 'CNY', amount: '3.000000', unit: 'H87', holds: '1', guess: false, source: 'unit' } }
const guessed: ProductOffer = {
  ...plain, supplier: two, offer: sixPack, best: 'guess', per_unit: { currency: 'CNY', amount: '2.000000', unit: 'H87', holds: '6', guess: true, source: 'text' },
  evidence: [{ ground: 'barcode', value: '4006381333931' }, { ground: 'brand', value: 'Cola' }], contradictions: [{ conflict: 'pack', here: '1', there: '6' }],
  packs: [{ level: 'case', contains: '4', unit: 'XCS', gtin: '14006381333938', gross_kg: '9.5' }], attributes: [{ name: 'Colour', value: 'red' }, { name: 'Sugar', value: 'true' }],
}
const whole: Product = {
  supplier: one, item: item(1), name: 'Cola 6 pack', brand: 'Cola', description: 'Fizzy.', mpns: ['C-1'], gtins: ['4006381333931'], base_unit: 'H87', offers: [guessed, asked], others: [], alternates: [], alternates_tag: 'tag-1',
  suppliers: [{ supplier: one, name: 'Farnell', epoch: 1, shows }, { supplier: two, name: 'Mouser', epoch: 1, shows }],
}
let now: Product
const alternate = (n: number, note: string): Alternate => ({ supplier: two, item: item(n), note, approved_by: 'Lin', at: '2026-11-20T03:00:00Z', offer: { ...can, item: item(n), sku: `C-${n}`, name: `Lemonade ${n}` } })

beforeEach(() => {
  now = whole
  hub.answer(`GET ${path}/product`, () => json(now))
  hub.answer(`GET ${path}/price-history`, () => json({ points: [{ at: '2026-11-01T03:00:00Z', price: { currency: 'CNY', amount: '4.000000' } }, { at: '2026-11-20T03:00:00Z', price: { currency: 'CNY', amount: '3.000000' } }] }))
  hub.answer(`GET ${at}/board/counts`, () => json({}))
})

const draw = (seat = buyer) =>
  drawSigned(() => <ProductBody seat={seat} of={{ supplier: one, item: item(1) }} />, '/suppliers/x/items/y', { texts: ['product', 'offers', 'trading'], seats: [seat] })

test('who has it stands side by side; a guess says so and is not simply the best', async () => {
  await draw()
  await expect.element(page.getByRole('heading', { level: 1, name: 'Cola 6 pack' })).toBeVisible()
  const rows = page.getByRole('region', { name: 'Who has it' }).getByRole('row')
  await expect.element(rows.nth(1)).toHaveTextContent(/Mouser.*≈ ¥2\.00.*Best if the guess is right.*Guess: 6 pc in one pc, read from the name.*Set right/)
  await expect.element(rows.nth(2)).toHaveTextContent(/Farnell.*You came from this one.*¥3\.00.*Best price.*2026-11-20/)
  await expect.element(page.getByText('≈ marks a price per unit that rests on a guess.', { exact: false })).toBeVisible()
  await expect.element(page.getByText('2 more steps')).toBeVisible()
  await expect.element(page.getByText('Case (case): 4 pc')).toBeVisible()
  await expect.element(page.getByText('Sugar')).toBeVisible()
  await expect.element(page.getByRole('img', { name: /The price changed once since 2026-11-01: lowest ¥3.00, highest ¥4.00, now ¥3.00/ })).toBeVisible()
  await expect.element(page.getByText('−25%')).toBeVisible()
  await everywhere()
})

test('a pack is set right for oneself, and can be put back', async () => {
  hub.answer(`PUT ${at}/suppliers/${two}/items/${item(2)}/own`, (body) => json(body))
  await draw()
  await page.getByRole('button', { name: 'Set right Cola 6 pack' }).click()
  const dialog = page.getByRole('dialog', { name: 'What is in one pc?' })
  await expect.element(dialog.getByLabelText('1 pc holds')).toHaveValue('6')
  await dialog.getByLabelText('1 pc holds').fill('４')
  await clean()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByText('The pack is set right for your company.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(`PUT ${at}/suppliers/${two}/items/${item(2)}/own`)).toEqual([{ holds: '４', holds_unit: 'H87' }, {}])
})

test('what is refused is said where it was typed', async () => {
  hub.answer(`PUT ${at}/suppliers/${two}/items/${item(2)}/own`, () => problem(422, 'hub.invalid', [{ path: '/holds', code: 'wrong_form' }]))
  await draw()
  await page.getByRole('button', { name: 'Set right Cola 6 pack' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByLabelText('1 pc holds')).toHaveAttribute('aria-invalid', 'true')
})

test('own code and name are changed in place', async () => {
  hub.answer(`PUT ${path}/own`, (body) => {
    now = { ...whole, own: body as Product['own'] }
    return json(body)
  })
  await draw()
  await page.getByRole('button', { name: 'Give a code' }).click()
  await page.getByLabelText('Our code').fill('L-7')
  await page.getByLabelText('Our name').fill('可乐')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('L-7')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Change' })).toBeVisible()
  expect(hub.sent(`PUT ${path}/own`)).toEqual([{ code: 'L-7', name: '可乐' }])
})

test('why it is the same is said in words, and it can be another thing for us', async () => {
  hub.answer(`PUT ${path}/same`, (body) => {
    now = (body as { says: string }).says === 'other' ? { ...whole, offers: [asked], others: [{ supplier: two, offer: sixPack, marks: [] }] } : whole
    return new Response(null, { status: 204 })
  })
  await draw()
  await expect.element(page.getByText('Same barcode 4006381333931')).toBeVisible()
  await expect.element(page.getByText('Pack: 1 here, 6 there')).toBeVisible()
  await page.getByRole('button', { name: 'Not the same for us Cola 6 pack' }).click()
  await expect.element(page.getByRole('heading', { name: 'Another product for us' })).toBeVisible()
  await page.getByRole('button', { name: 'Take back Cola 6 pack' }).click()
  await expect.element(page.getByText('Same barcode 4006381333931')).toBeVisible()
  const other = { supplier: two, item: item(2) }
  expect(hub.sent(`PUT ${path}/same`)).toEqual([{ ...other, says: 'other' }, { ...other, says: 'nothing' }])
})

test('another offer is found and said to be the same', async () => {
  hub.answer(`PUT ${path}/same`, () => new Response(null, { status: 204 }))
  hub.answer(`GET ${at}/offers/suggestions`, () =>
    json({ items: [{ supplier: two, offer: sixPack, marks: [] }, { supplier: two, offer: { ...can, item: item(3), sku: 'B-3', name: 'Cola bottle' }, marks: [] }], suppliers: whole.suppliers, total: 2, more: false, corrected: [] }),
  )
  await draw()
  await page.getByRole('combobox', { name: /Also the same/ }).fill('cola')
  await expect.element(page.getByRole('option', { name: /Cola bottle.*Mouser · B-3/ })).toBeVisible()
  expect(page.getByRole('option', { name: /B-6/ }).elements()).toEqual(page.getByRole('option', { name: /Mouser · B-6/ }).elements().filter((o) => o.tagName === 'OPTION'))
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => hub.sent(`PUT ${path}/same`)).toEqual([{ supplier: two, item: item(3), says: 'equal' }])
})

test('alternates are moved by keyboard, and the focus goes along', async () => {
  now = { ...whole, alternates: [alternate(3, 'first'), alternate(4, 'second'), { ...alternate(5, ''), offer: undefined }] }
  hub.answer(`PUT ${path}/alternates`, (body) => {
    const { lines } = body as { lines: Alternate[] }
    now = { ...now, alternates: lines.flatMap((l) => now.alternates.find((a) => a.item === l.item) ?? []), alternates_tag: 'tag-2' }
    return new Response(null, { status: 204 })
  })
  await draw()
  await expect.element(page.getByText('Not offered to you at the moment')).toBeVisible()
  const down = page.getByRole('button', { name: 'Move down Lemonade 3' })
  ;(down.element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('list', { name: 'In its place' }).getByRole('listitem').nth(1)).toHaveTextContent(/Lemonade 3/)
  await expect.element(down).toHaveFocus()
  const [sent] = hub.sent(`PUT ${path}/alternates`) as { tag: string; lines: Alternate[] }[]
  expect([sent?.tag, ...(sent?.lines.map((l) => l.item) ?? [])]).toEqual(['tag-1', item(4), item(3), item(5)])
  await clean()
})

test('whoever only reads is offered no change', async () => {
  now = { ...whole, alternates: [alternate(3, 'first')] }
  await draw(reader)
  await expect.element(page.getByText('Lemonade 3')).toBeVisible()
  expect(page.getByRole('button', { name: /Set right|Give a code|Not the same|Move|Take off/ }).elements()).toEqual([])
  expect(page.getByRole('combobox', { name: /Also the same|Add something/ }).elements()).toEqual([])
})

test('what is not offered looks as if it were not there; what went wrong says so', async () => {
  hub.answer(`GET ${path}/product`, () => problem(404, 'hub.not_found'))
  await draw()
  await expect.element(page.getByRole('heading', { level: 1 })).not.toHaveTextContent('Cola')
})
