import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page } from './Profile'

const hub = fakeHub()
const at = `/api/companies/${company}/profile`
const profile = { name: 'Farnwell', listed: false, accepting: true, summary: 'Parts for lifts.', trades: ['electrical'], regions: ['GB'], asks: ['tax_number', 'extra:Our question?'] }
const versioned = (body: object, version: number) => new Response(JSON.stringify({ profile: body, version }), { headers: { 'Content-Type': 'application/json', ETag: `"${version}"` } })
const draw = () => drawSigned(Page, '/c/$company/listing', { texts: ['profile', 'trading'], seats: [supplier()] })

function answers() {
  hub.answer(`GET ${at}`, () => versioned(profile, 3))
  hub.answer(`PUT ${at}`, (body) => versioned(body as object, 4))
}

test('what is typed stands at once in the entry as buyers read it', async () => {
  answers()
  await draw()
  await userEvent.fill(page.getByLabelText('About you'), 'Lifts since 1957.')
  await expect.element(page.getByRole('article', { name: 'Entry in the directory' })).toHaveTextContent('Lifts since 1957.')
  await clean()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByText('The page is saved.')).toBeVisible()
  expect(hub.sent(`PUT ${at}`)).toEqual([{ ...profile, summary: 'Lifts since 1957.' }])
})

test('the switch of the directory acts at once, keeps what is typed, and is taken back', async () => {
  answers()
  await draw()
  await userEvent.fill(page.getByLabelText('About you'), 'Half typed')
  await page.getByRole('switch', { name: /Listed in the directory/ }).click()
  await expect.element(page.getByText('You stand in the directory now.')).toBeVisible()
  await expect.element(page.getByLabelText('About you')).toHaveValue('Half typed')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(`PUT ${at}`)).toEqual([{ ...profile, listed: true }, profile])
})

test('what an application must have: usual things are ticked, questions of one’s own are added', async () => {
  answers()
  await draw()
  await expect.element(page.getByRole('button', { name: /Our question/ })).toBeVisible()
  await userEvent.fill(page.getByRole('textbox', { name: 'A question of your own' }), 'How many lifts?')
  await userEvent.keyboard('{Enter}')
  await page.getByRole('checkbox', { name: 'Bank account' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => hub.sent(`PUT ${at}`)).toEqual([{ ...profile, asks: ['tax_number', 'extra:Our question?', 'extra:How many lifts?', 'bank'] }])
})
