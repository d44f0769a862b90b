import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { gridRow, priceChange, priceList, pricer, pricingPolicy } from '../../../testing/pricing'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { Page } from './Prices'

const hub = fakeHub()
const at = `/api/companies/${company}`
const texts = ['prices', 'pricing', 'pricechanges', 'trading', 'job']
const draft = `POST ${at}/pricing/changes`
const gold = priceList()
const outcome = (body: unknown) => ({ change: priceChange(), outcome: { accepted: 2, flagged: 0, lines: ((body as { lines?: unknown[] }).lines ?? []).map((_, line) => ({ line, outcome: 'accepted' })) } })

function answers(rows = [gridRow(1), gridRow(2, { lists: [{ source: 'rule', currency: 'EUR', amount: '20' }] })]) {
  hub.answer(`GET ${at}/pricing/lists`, () => json({ items: [gold, priceList({ id: 'prl_06evk3q2b5vt8h0000000000a2', name: 'Old', state: 'archived' })] }))
  hub.answer(`GET ${at}/pricing/grid`, () => json({ items: rows }))
  hub.answer(`GET ${at}/pricing/policy`, () => json(pricingPolicy()))
  hub.answer(`GET ${at}/categories`, () => json({ items: [] }))
  hub.answer(draft, (body) => json(outcome(body), 201))
}
const draw = (seat = pricer(), search = '') => drawSigned(Page, '/c/$company/prices', { texts, seats: [seat], search })

test('a column is counted anew, also where a rule reckons, and becomes a draft that is looked at', async () => {
  answers()
  await draw()
  await page.getByRole('button', { name: 'Choose the column Gold' }).click()
  await userEvent.keyboard('+3.3%{Enter}')
  await expect.element(page.getByRole('region', { name: 'Changed prices' })).toHaveTextContent('2 prices changed in one list')
  await clean()
  await page.getByRole('button', { name: 'Preview 2 prices' }).click()
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent('/prices/changes/pcs_06evk3q2b5vt8h0000000000a1')
  expect(hub.sent(draft)).toEqual([
    {
      name: '2 prices · Gold', source: 'grid',
      lines: [
        { item: gridRow(1).item, target: { list: gold.id }, amount: '10.35' },
        { item: gridRow(2).item, target: { list: gold.id }, amount: '20.65' },
      ],
    },
  ])
})

test('a price under the least margin is red and says so', async () => {
  answers()
  await draw()
  await page.getByRole('button', { name: 'Choose the column Gold' }).click()
  await userEvent.keyboard('=7{Enter}{ArrowUp}')
  await expect.element(page.getByRole('region', { name: 'Changed prices' })).toHaveTextContent('2 under the least margin')
  await expect.element(page.getByRole('textbox', { name: 'Bolt M1 · Gold' })).toHaveAccessibleDescription('14.3% margin is under the least of 20%: buyers do not get this price.')
  await clean()
})

test('what the hub does not take stays, says why, and does not keep the rest', async () => {
  answers()
  hub.answer(draft, () => json({ change: priceChange({ lines: 1 }), outcome: { accepted: 1, flagged: 1, lines: [{ line: 0, outcome: 'accepted' }, { line: 1, outcome: 'flagged', problems: [{ path: '/amount', code: 'no_such', message: 'Not this one.' }] }] } }, 201))
  await draw()
  await page.getByRole('button', { name: 'Choose the column Gold' }).click()
  await userEvent.keyboard('+1{Enter}{Control>}{Enter}{/Control}')
  await expect.element(page.getByText('1 price stays here; the others are in the preview.')).toBeVisible()
  await expect.element(page.getByRole('textbox', { name: 'Bolt M2 · Gold' })).toHaveAccessibleDescription('Not this one.')
  await page.getByRole('button', { name: 'Leave these and go to the preview' }).click()
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent('/prices/changes/')
})

test('all that fit are counted anew by the hub', async () => {
  answers()
  await draw(pricer(), '?brand=Borg')
  await page.getByRole('button', { name: 'Change a column' }).click()
  await page.getByRole('textbox', { name: 'What happens to them' }).fill('３')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('textbox', { name: 'What happens to them' })).toHaveAttribute('aria-invalid')
  await page.getByRole('textbox', { name: 'What happens to them' }).fill('=成本/4')
  await clean()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByTestId('elsewhere')).toBeVisible()
  expect(hub.sent(draft)).toEqual([{ name: 'Gold · =成本/4 · Borg', source: 'operation', operation: { target: { list: gold.id }, how: 'times', by: '0.25', from: 'cost', brand: 'Borg' } }])
})

test('only low margins are shown, and whoever may not know costs sees none', async () => {
  answers()
  const drawn = await draw(pricer(), '?below=%2250%22')
  await expect.element(page.getByRole('rowheader', { name: 'Bolt M1' })).toBeVisible()
  await drawn.unmount()
  await draw(pricer(['pricing.list.read']))
  await expect.element(page.getByRole('rowheader', { name: 'Bolt M1' })).toBeVisible()
  expect(page.getByRole('columnheader', { name: /Cost|Margin/ }).elements()).toEqual([])
  expect(page.getByRole('button', { name: /Choose|Change a column/ }).elements()).toEqual([])
})

test('without items the way to the lists is shown', async () => {
  answers([])
  await draw()
  await expect.element(page.getByText(/There are no items yet/)).toBeVisible()
})
