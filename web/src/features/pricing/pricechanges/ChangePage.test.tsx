import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { startOfDay } from '../../../lib/dates'
import { fakeHub, json, problem } from '../../../testing/hub'
import { changeLine, priceChange, pricer } from '../../../testing/pricing'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { Page as Changes } from './Changes'
import { Page } from './ChangePage'

const hub = fakeHub()
const change = priceChange()
const at = `/api/companies/${company}/pricing/changes`
const one = `${at}/${change.id}`
const texts = ['pricechanges', 'pricing', 'trading', 'job']
const Here = () => <Page id={change.id} />
const draw = (seat = pricer()) => drawSigned(Here, '/c/$company/prices', { texts, seats: [seat] })

function answers(now = change) {
  hub.answer(`GET ${one}`, () => json(now))
  hub.answer(`GET ${one}/lines`, () => json({ items: [changeLine(0), changeLine(1, { amount: '7', effect: 'lowered', percent: '-30', margin: '14.29', under_floor: true })] }))
}

test('old and new stand side by side; what is under the least margin is left out or agreed to before it is published', async () => {
  answers()
  hub.answer(`POST ${one}/exclude`, () => {
    answers(priceChange({ lines: 1, lowered: 0, under_floor: 0 }))
    return json(priceChange({ lines: 1, lowered: 0, under_floor: 0 }))
  })
  hub.answer(`POST ${one}/publish`, () => {
    answers(priceChange({ state: 'scheduled', lines: 1, lowered: 0, under_floor: 0, publish_at: startOfDay('2099-01-01') }))
    return json(priceChange({ state: 'scheduled', lines: 1, lowered: 0, under_floor: 0, publish_at: startOfDay('2099-01-01') }))
  })
  await draw()
  await expect.element(page.getByRole('row', { name: /Bolt M1/ })).toHaveTextContent('under the least margin')
  await expect.element(page.getByRole('row', { name: /Bolt M1/ })).toHaveTextContent('↓ −30%')
  await expect.element(page.getByRole('button', { name: 'Publish 2 prices' })).toBeDisabled()
  await clean()
  await page.getByRole('button', { name: 'Leave it out' }).click()
  await expect.element(page.getByText('1 line was left out: nothing changes there.')).toBeVisible()
  expect(hub.sent(`POST ${one}/exclude`)).toEqual([{ under_floor: true }])
  await page.getByRole('textbox', { name: 'In force from' }).fill('2099-01-01')
  await page.getByRole('button', { name: 'Schedule 1 price for 2099-01-01' }).click()
  await expect.element(page.getByText(/Scheduled: in force from 2099-01-01 00:00/)).toBeVisible()
  expect(hub.sent(`POST ${one}/publish`)).toEqual([{ at: startOfDay('2099-01-01') }])
})

test('single lines are left out', async () => {
  answers()
  hub.answer(`POST ${one}/exclude`, () => json(priceChange({ lines: 1 })))
  await draw()
  await page.getByRole('checkbox', { name: 'Select Bolt M1' }).click()
  await page.getByRole('button', { name: 'Leave 1 line out' }).click()
  await expect.poll(() => hub.sent(`POST ${one}/exclude`)).toEqual([{ positions: [1] }])
})

test('a refusal stands where the eyes are', async () => {
  answers(priceChange({ under_floor: 0 }))
  hub.answer(`POST ${one}/publish`, () => problem(409, 'no.such_fault'))
  await draw()
  await page.getByRole('button', { name: 'Publish 2 prices' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Said by the hub.')
})

test('what is in force is rolled back while that is possible, and says what stayed', async () => {
  const published = priceChange({ state: 'published', under_floor: 0, published_at: '2026-11-22T03:00:00Z', rollback: true, rollback_until: '2026-11-23T03:00:00Z' })
  answers(published)
  hub.answer(`POST ${one}/rollback`, () => {
    const back = { ...published, state: 'rolled_back' as const, rollback: false, kept: 1, rolled_back_at: '2026-11-22T04:00:00Z' }
    answers(back)
    return json(back)
  })
  await draw()
  await page.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click()
  await expect.element(page.getByText('1 price is as it was; 1 stayed, for it was changed since.')).toBeVisible()
  await expect.element(page.getByText(/1 price stayed, because somebody had changed it since/)).toBeVisible()
  await clean()
})

test('whoever may only read can neither publish nor leave out', async () => {
  answers()
  await draw(pricer(['pricing.list.read']))
  await expect.element(page.getByRole('row', { name: /Bolt M1/ })).toBeVisible()
  expect(page.getByRole('button', { name: /Publish|Leave|Drop/ }).elements()).toEqual([])
  expect(page.getByRole('checkbox').elements()).toEqual([])
})

test('the difference is written into a file', async () => {
  answers()
  hub.answer(`POST ${one}/export`, () => problem(409, 'no.such_fault'))
  await draw()
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'As text (CSV)' }).click()
  await expect.poll(() => hub.sent(`POST ${one}/export`)).toEqual([{ format: 'csv' }])
  await expect.element(page.getByText('Said by the hub.')).toBeVisible()
})

test('changes are listed with their state and what they do', async () => {
  hub.answer(`GET ${at}`, () => json({ items: [change, priceChange({ id: 'pcs_06evk3q2b5vt8h0000000000a2', name: 'Old', state: 'published', published_at: '2026-11-21T03:00:00Z' })] }))
  await drawSigned(Changes, '/c/$company/prices', { texts, seats: [pricer()] })
  await expect.element(page.getByRole('row', { name: /2 prices · Gold/ })).toHaveTextContent('raised 1 · lowered 1')
  await expect.element(page.getByRole('row', { name: /Old/ })).toHaveTextContent('In force')
  await clean()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(page.getByRole('link', { name: '2 prices · Gold' })).toHaveFocus()
})
