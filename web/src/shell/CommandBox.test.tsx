import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../testing/hub'
import { clean, compose, composingKey, everywhere } from '../testing/screen'
import { company, drawSigned, owner } from '../testing/signed'
import { at, buyer, supplierId } from '../testing/trading'
import { CommandBox } from './CommandBox'

const hub = fakeHub()

function Around() {
  const [open, setOpen] = useState(true)
  return <h1>{open ? <CommandBox onClose={() => setOpen(false)} /> : 'closed'}</h1>
}
const draw = () => drawSigned(Around, '/c/$company/team', { texts: ['commands'] })
const option = (name: RegExp) => page.getByRole('option', { name })

test('finds pages by part of a name, and opens the chosen one with Enter', async () => {
  await draw()
  await userEvent.keyboard('com')
  await expect.element(option(/^Compare/)).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(option(/^Company/)).toHaveAttribute('aria-selected', 'true')
  await clean()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent(`/c/${company}/company`)
})

test('the Enter that ends a composition opens nothing', async () => {
  await draw()
  const box = page.getByRole('combobox').element()
  composingKey(box, 'Enter')
  await expect.element(page.getByRole('combobox')).toBeVisible()
})

test('colleagues come from the hub, companies by id', async () => {
  hub.answer(`GET /api/companies/${company}/seats`, () => json({ items: [{ id: 'sea_2', name: '王芳', email: 'wang@shop.example', roles: ['buyer'], created_at: '2026-11-22T03:00:00Z' }] }))
  await draw()
  await userEvent.keyboard('wang')
  await expect.element(option(/王芳/)).toBeVisible()
  await userEvent.fill(page.getByRole('combobox'), company)
  await expect.element(option(new RegExp(owner.company.name))).toBeVisible()
  hub.answer(`GET /api/companies/${company}/seats`, () => json({ items: [] }))
  await userEvent.fill(page.getByRole('combobox'), 'nothing like that')
  await expect.element(page.getByText('Nothing fits.')).toBeVisible()
})

test('offers come as they are typed, with number, supplier and price, and Enter opens one', async () => {
  const offer = { item: 'itm_1', sku: 'R-10K', name: '贴片电阻', category: 'R', unit: 'H87', minimum: '1', multiple: '1', price: { currency: 'CNY', amount: '0.120000' } }
  const asked: string[] = []
  hub.answer(`GET ${at}/offers/suggestions`, () => {
    const [request] = vi.mocked(fetch).mock.calls.at(-1) ?? []
    if (request instanceof Request) asked.push(new URL(request.url).searchParams.get('q') ?? '')
    return json({ suppliers: [{ supplier: supplierId(1), name: 'Farnell' }], items: [{ supplier: supplierId(1), offer, marks: [{ from: 2, to: 4 }] }], total: 1, more: false, corrected: [] })
  })
  await drawSigned(Around, '/c/$company/team', { texts: ['commands'], seats: [buyer] })
  await compose(['d', 'dian', 'dianzu'], '电阻')
  await expect.element(option(/贴片电阻\s*R-10K · Farnell\s*¥0.12/)).toHaveAttribute('aria-selected', 'true')
  expect(asked).toEqual(['电阻'])
  expect(document.querySelector('mark')?.textContent).toBe('电阻')
  await expect.element(option(/^Search the offers for “电阻”/)).toBeVisible()
  await clean()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent(`/suppliers/${supplierId(1)}/items/itm_1`)
})

test('Escape closes it', async () => {
  await draw()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByText('closed')).toBeVisible()
})

test('is well-formed everywhere', async () => {
  await draw()
  await expect.element(page.getByRole('combobox')).toHaveFocus()
  await everywhere()
})
