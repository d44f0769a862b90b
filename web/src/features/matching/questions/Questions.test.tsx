import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { operator, policy, question, record, status } from '../../../testing/matching'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { Page } from './Questions'

const hub = fakeHub()
const at = `/api/operator/${company}/matching`

type Sent = { answers: { question: string; version: number; verdict: string; despite?: boolean }[] }

/** A hub with these questions, which takes every answer. */
function asks(...open: ReturnType<typeof question>[]) {
  let left = open
  hub.answer(`GET ${at}/questions`, () => json({ items: left, left: left.length, rest: 0 }))
  hub.answer(`GET ${at}/status`, () => json(status()))
  hub.answer(`GET ${at}/policy`, () => json(policy()))
  hub.answer(`POST ${at}/answers`, (body) => {
    const { answers } = body as Sent
    const before = left
    left = left.filter((q) => !answers.some((a) => a.question === q.id && a.verdict !== 'skip'))
    for (const a of answers) hub.answer(`POST ${at}/deeds/ded_${a.question}/undo`, () => json({ undone: 1, kept: 0, left: (left = before).length }))
    return json({ results: answers.map((a) => ({ question: a.question, outcome: 'taken', deed: `ded_${a.question}`, contradictions: [] })), left: left.length })
  })
}

const sent = () => hub.sent(`POST ${at}/answers`).flatMap((b) => (b as Sent).answers.map((a) => `${a.question.slice(-1)} ${a.verdict}`))
const draw = (seat = operator()) => drawSigned(Page, '/c/$company/matching', { texts: ['matching', 'trading'], seats: [seat] })
const name = (n: number) => page.getByRole('cell', { name: `Capacitor no. ${n}, 33 pF` })

test('a question: two records side by side, how sure, why, and what has been learned', async () => {
  asks(question(1, { left_items: 3, suppliers: 4 }))
  await draw()
  await expect.element(page.getByRole('heading', { name: 'Are these two the same product?' })).toBeVisible()
  await expect.element(page.getByText('Probably the same · 93%')).toBeVisible()
  await expect.element(page.getByRole('columnheader', { name: 'Supplier 2' })).toHaveTextContent('SKU-2')
  await expect.element(page.getByRole('row', { name: /^Brand/ })).toHaveTextContent('Brandthe sameKEMETKEMET')
  await expect.element(page.getByText('Brand, both: kemet')).toBeVisible()
  await expect.element(page.getByText('Name: capacitor ≠ cap')).toBeVisible()
  await expect.element(page.getByText('No other item is as near')).toBeVisible()
  await expect.element(page.getByText('A yes brings 4 items of 4 suppliers together.')).toBeVisible()
  await expect.element(page.getByText('The model has learned from 240 answers and 900 pairs with equal codes.')).toBeVisible()
  await expect.element(page.getByText('Confirmed by itself, at 99.5% or surer: 1,312 matches.')).toBeVisible()
  await clean()
})

test('Y, N and S answer, the next question is there in the same moment, and the ear hears it', async () => {
  asks(question(1), question(2), question(3), question(4))
  await draw()
  await expect.element(name(1)).toBeVisible()
  await userEvent.keyboard('y')
  await expect.element(name(2)).toBeVisible()
  await expect.element(page.getByText(/^Yes\. Question 2\. KEMET, Capacitor no\. 2, 33 pF, part number C0603C330J5GACTU, pack 10\. And: KEMET, Cap 2 33pF 0603, pack 10\. Probably the same 93%\.$/)).toBeInTheDocument()
  await userEvent.keyboard('n')
  await userEvent.keyboard('s')
  await expect.element(name(4)).toBeVisible()
  await expect.poll(sent).toEqual(['1 same', '2 different', '3 skip'])
  await expect.element(page.getByRole('list', { name: 'This session' })).toHaveTextContent(/^2 answered.*2 left1 skipped$/)
})

test('a key held down answers once; keys with Ctrl and keys in a dialog answer nothing', async () => {
  asks(question(1), question(2))
  await draw()
  await expect.element(name(1)).toBeVisible()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', repeat: true }))
  await userEvent.keyboard('{Control>}y{/Control}')
  await userEvent.keyboard('?')
  await expect.element(page.getByRole('dialog', { name: 'How to answer' })).toBeVisible()
  await clean()
  await userEvent.keyboard('y')
  expect(sent()).toEqual([])
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  // A Chinese or Russian keyboard has another letter there.
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'н', code: 'KeyY' }))
  await expect.poll(sent).toEqual(['1 same'])
})

test('U and Ctrl+Z take answers back, one after the other', async () => {
  asks(question(1), question(2), question(3))
  await draw()
  await expect.element(name(1)).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  await userEvent.keyboard('y')
  await expect.poll(sent).toEqual(['1 same'])
  await userEvent.keyboard('n')
  await expect.poll(sent).toEqual(['1 same', '2 different'])
  await userEvent.keyboard('u')
  await expect.element(name(2)).toBeVisible()
  await userEvent.keyboard('{Control>}z{/Control}')
  await expect.element(name(1)).toBeVisible()
  await expect.poll(() => hub.calls.filter((c) => c.name.endsWith('/undo')).map((c) => c.name.slice(-6, -5))).toEqual(['2', '1'])
})

test('where something contradicts, a yes must be said twice', async () => {
  asks(question(1, { contradictions: [{ kind: 'pack', left: '10', right: '12' }], right: record(3, { pack: '12' }) }), question(2))
  await draw()
  await expect.element(page.getByText('Pack: 10 against 12', { exact: true })).toBeVisible()
  await expect.element(page.getByRole('row', { name: /^Pack/ })).toHaveTextContent('Packcontradicts1012')
  await userEvent.keyboard('y')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Something contradicts. Answer yes once more if it is the same product nonetheless.')
  await clean()
  expect(sent()).toEqual([])
  await userEvent.click(page.getByRole('button', { name: 'Still yes' }))
  await expect.poll(() => hub.sent(`POST ${at}/answers`)).toEqual([{ answers: [{ question: question(1).id, version: 1, verdict: 'same', despite: true }] }])
})

test('answers that cannot be sent are kept, said, and sent again; nobody waits for them', async () => {
  asks(question(1), question(2), question(3))
  let broken = true
  const taken = (body: unknown) => json({ results: (body as Sent).answers.map((a) => ({ question: a.question, outcome: 'taken', deed: 'ded_1', contradictions: [] })), left: 1 })
  hub.answer(`POST ${at}/answers`, (body) => (broken ? problem(503, 'hub.unavailable', [], { 'Retry-After': '3600' }) : taken(body)))
  await draw()
  await expect.element(name(1)).toBeVisible()
  await userEvent.keyboard('y')
  await expect.element(page.getByText(/One answer did not reach the hub\. Nothing is lost/)).toBeVisible()
  await expect.element(name(2)).toBeVisible()
  await userEvent.keyboard('n')
  await expect.element(page.getByText(/2 answers did not reach the hub/)).toBeVisible()
  await clean()
  broken = false
  await userEvent.click(page.getByRole('button', { name: 'Send now' }))
  await expect.element(page.getByText(/did not reach the hub/)).not.toBeInTheDocument()
  // The first answer was tried alone, so the second one follows it: the notice goes when the first has arrived.
  await expect.poll(() => Object.keys(localStorage).filter((k) => k.startsWith('hub.questions'))).toEqual([])
})

test('buttons answer as keys do', async () => {
  asks(question(1), question(2), question(3))
  await draw()
  await userEvent.click(page.getByRole('button', { name: 'Yes' }))
  await userEvent.click(page.getByRole('button', { name: 'No', exact: true }))
  await userEvent.click(page.getByRole('button', { name: 'Skip' }))
  await expect.poll(sent).toEqual(['1 same', '2 different', '3 skip'])
  await expect.element(page.getByText('Only the one you skipped is left.')).toBeVisible()
})

test('nothing to ask: it says so and looks again', async () => {
  asks()
  await draw()
  await expect.element(page.getByText(/^No question is open\./)).toBeVisible()
  asks(question(1))
  await userEvent.click(page.getByRole('button', { name: 'Look for new questions' }))
  await expect.element(name(1)).toBeVisible()
})

test('a hub that gives no questions says what happened', async () => {
  hub.answer(`GET ${at}/questions`, () => problem(500, 'hub.unexpected'))
  await draw()
  await expect.element(page.getByText('Your answers are safe.')).toBeVisible()
  asks(question(1))
  await userEvent.click(page.getByRole('button', { name: 'Try again' }))
  await expect.element(name(1)).toBeVisible()
})

test('who may only read answers nothing', async () => {
  asks(question(1))
  await draw(operator(['matching.question.read']))
  await expect.element(page.getByRole('button', { name: 'Yes' })).toBeDisabled()
  await userEvent.keyboard('y')
  await expect.element(name(1)).toBeVisible()
  expect(sent()).toEqual([])
})

test('it holds in both languages, themes and all densities, on a narrow phone too', async () => {
  asks(question(1, { contradictions: [{ kind: 'pack', left: '10', right: '12' }] }))
  await draw()
  await expect.element(name(1)).toBeVisible()
  await everywhere()
  await page.viewport(320, 640)
  await everywhere()
  expect(document.documentElement.scrollWidth).toBe(320)
  await page.viewport(1000, 900)
})
