import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { meaning, operator, policy, status } from '../../../testing/matching'
import { everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { Page } from './Precision'

const hub = fakeHub()
const at = `/api/operator/${company}/matching`
const draw = (seat = operator()) => drawSigned(Page, '/c/$company/matching/precision', { texts: ['precision'], seats: [seat] })

test('what a precision means, in words and figures', async () => {
  hub.answer(`GET ${at}/policy`, () => json(policy()))
  hub.answer(`GET ${at}/status`, () => json(status()))
  await draw()
  await expect.element(page.getByRole('radio', { name: /99\.5%.*Of 1,000 automatic matches 5 may be wrong\./ })).toBeChecked()
  await expect.element(page.getByText('Proven by people\'s answers')).toBeVisible()
  await expect.element(page.getByText('1,312 of the open questions would be matched without asking.')).toBeVisible()
  await expect.element(page.getByText('Of 180 answers at or above that, 99.8% agree with the model; the true share is 99.53% at least.')).toBeVisible()
  await expect.element(page.getByText('Quality of the model (F1)')).toBeVisible()
  await everywhere()
})

test('another one is looked at before it is set; what is not proven says so', async () => {
  hub.answer(`GET ${at}/policy`, () => json(policy({ means: meaning({ proven: false, answers: 31 }) })))
  hub.answer(`GET ${at}/status`, () => json(status({ model: undefined })))
  await draw()
  await userEvent.click(page.getByRole('radio', { name: /99\.9%/ }))
  await expect.element(page.getByText('Not proven yet')).toBeVisible()
  await expect.element(page.getByText(/^There are 31 answers to measure on/)).toBeVisible()
})

test('switched off and on again by undo', async () => {
  hub.answer(`GET ${at}/policy`, () => json(policy()))
  hub.answer(`GET ${at}/status`, () => json(status()))
  hub.answer(`PUT ${at}/policy`, (body) => json(policy(body as object)))
  await draw()
  const save = page.getByRole('button', { name: 'Save' })
  await expect.element(save).toBeDisabled()
  await userEvent.click(page.getByRole('switch'))
  await expect.element(page.getByText('Switched off', { exact: true })).toBeVisible()
  await expect.element(page.getByRole('radio', { name: /99\.9%/ })).toBeDisabled()
  await userEvent.click(save)
  await expect.element(page.getByText('Saved. Open questions are looked at again.')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Undo' }))
  await expect.poll(() => hub.sent(`PUT ${at}/policy`)).toEqual([{ precision: 0.995, automatic: false }, { precision: 0.995, automatic: true }])
})

test('who may not change it reads it; a refusal is said', async () => {
  hub.answer(`GET ${at}/policy`, () => json(policy()))
  hub.answer(`GET ${at}/status`, () => json(status()))
  await draw(operator(['matching.question.read']))
  await expect.element(page.getByRole('switch')).toBeDisabled()
})

test('a policy that cannot be read or set says why', async () => {
  hub.answer(`GET ${at}/policy`, () => problem(500, 'hub.unexpected'))
  await draw()
  await expect.element(page.getByRole('alert')).toBeVisible()
  hub.answer(`GET ${at}/policy`, () => json(policy()))
  hub.answer(`PUT ${at}/policy`, () => problem(403, 'hub.forbidden'))
  await userEvent.click(page.getByRole('button', { name: 'Try again' }))
  await userEvent.click(page.getByRole('radio', { name: /99%/ }))
  await userEvent.click(page.getByRole('button', { name: 'Save' }))
  await expect.element(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
})
