import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { takeEvent } from '../../shell/useLive'
import { fakeHub, json } from '../../testing/hub'
import { clean } from '../../testing/screen'
import { company, drawSigned } from '../../testing/signed'
import { Page, rangeOf } from './Audit'

const hub = fakeHub()
const at = `/api/companies/${company}`
const entry = { id: 'aud_1', at: '2026-11-22T03:00:00Z', action: 'identity.seat_changed', person: 'per_2', person_name: 'Ben', object: 'sea_1', sealed: true, number: 7, hash: 'abcd', data: { before: ['buyer'], after: ['buyer', 'finance'] } }
const job = { id: 'job_1', kind: 'audit_export', state: 'running', done: 10, total: 40, created_at: '2026-11-22T03:00:00Z', file_name: 'audit.csv' }

const draw = (search = '') => drawSigned(Page, '/c/$company/audit', { texts: ['audit', 'job'], search })

test('days go from the beginning of the first to the end of the last', () => {
  const { from, to } = rangeOf({ from: '2026-11-20', to: '2026-11-20' })
  expect(new Date(to ?? 0).getTime() - new Date(from ?? 0).getTime()).toBe(86_400_000)
  expect(rangeOf({})).toEqual({ from: undefined, to: undefined })
})

test('a deed is told in words, and in full when it is pressed', async () => {
  hub.answer(`GET ${at}/audit`, () => json({ items: [entry, { ...entry, id: 'aud_2', action: 'pricing.something_new', person: undefined, person_name: undefined }] }))
  await draw()
  await expect.element(page.getByRole('row', { name: /pricing.something_new/ })).toHaveTextContent('The hub')
  await page.getByRole('button', { name: 'changed roles' }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('buyer, finance')
  await clean()
})

test('a broken chain is said where everybody sees it', async () => {
  hub.answer(`GET ${at}/audit`, () => json({ items: [entry] }))
  hub.answer(`GET ${at}/audit/verification`, () => json({ ok: false, entries: 9, unsealed: 0, broken_at: 4 }))
  await draw()
  await page.getByRole('button', { name: 'Check the chain' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('broken at entry 4')
})

test('the export is followed live, and its file is there at the end', async () => {
  hub.answer(`GET ${at}/audit`, () => json({ items: [entry] }))
  hub.answer(`POST ${at}/audit/exports`, () => json({ ...job, state: 'waiting', done: 0, total: 0 }, 202))
  let now: object = { ...job, done: 0 }
  hub.answer(`GET ${at}/jobs/job_1`, () => json(now))
  await draw('?from=2026-11-20')
  await page.getByRole('button', { name: 'Export as CSV' }).click()
  await expect.poll(() => hub.sent(`POST ${at}/audit/exports`)).toEqual([rangeOf({ from: '2026-11-20' })])
  await expect.element(page.getByText('0 of 40')).toBeVisible()
  takeEvent(company, { kind: 'event', event: { topic: 'job.progressed', object: 'job_1', payload: { kind: 'audit_export', state: 'running', done: 30, total: 40 } } })
  await expect.element(page.getByText('30 of 40')).toBeVisible()
  await expect.element(page.getByText(/a second · about \d+ seconds? left/), { timeout: 5000 }).toBeVisible()
  now = { ...job, state: 'succeeded', done: 40, result: `${at}/jobs/job_1/result` }
  takeEvent(company, { kind: 'event', event: { topic: 'job.progressed', object: 'job_1', payload: { kind: 'audit_export', state: 'succeeded', done: 40, total: 40 } } })
  await expect.element(page.getByRole('button', { name: 'Download audit.csv' })).toBeVisible()
})
