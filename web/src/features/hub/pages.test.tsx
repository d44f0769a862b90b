import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { queryClient } from '../../lib/query'
import { needTexts } from '../../lib/i18n'
import { drawAt, drawDoor, fakeHub, json, problem } from '../../testing/hub'
import { clean, everywhere } from '../../testing/screen'
import { Landing } from './Landing'
import { cutLinks, letterDocument } from './letter'
import { Mailbox } from './Mailbox'

const hub = fakeHub()
const mail = { id: '2', kind: 'mail', to: 'ada@corner.example', subject: 'Confirm your address', text: 'x', html: '', sent_at: '2026-11-22T03:01:00Z' }
const sms = { id: '1', kind: 'sms', to: '+8613800000000', subject: '', text: 'Manifold code 482913', sent_at: '2026-11-22T02:00:00Z' }
const letter = `<body style="color: rgb(29, 35, 38)"><p>Hello</p><script>parent.document.title = 'broken into'</script>
  <img src="x" onerror="parent.document.title = 'broken into'"><a href="https://hub.example/welcome#abc" style="color: rgb(1, 2, 3)" target="x">Open</a> <a href="javascript:alert(1)">Trap</a></body>`

beforeEach(async () => {
  queryClient.clear()
  await needTexts('hub', 'fault')
})

test('Landing: says what it is, and leads to signing up and in', async () => {
  await drawDoor(Landing, '/')
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('All your suppliers, one order')
  await expect.element(page.getByRole('link', { name: 'Sign up' })).toHaveAttribute('href', '/signup')
  await expect.element(page.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login')
  await expect.element(page.getByRole('img', { name: /^Example/ })).toBeVisible()
  await everywhere()
})

test('a mail keeps its looks and loses what could act', () => {
  const doc = new DOMParser().parseFromString(letterDocument(letter), 'text/html')
  expect(doc.querySelectorAll('script, [onerror], [style]')).toHaveLength(0)
  const [open, trap] = [...doc.querySelectorAll('a')]
  expect([open?.getAttribute('href'), open?.target, open?.dataset.style]).toEqual(['https://hub.example/welcome#abc', '_top', 'color: rgb(1, 2, 3)'])
  expect([trap?.hasAttribute('href'), trap?.target]).toEqual([false, ''])
  expect(doc.body.textContent).toContain('Hello')
  expect(cutLinks('Open:\nhttp://a.b/c#d now')).toEqual(['Open:\n', 'http://a.b/c#d', ' now'])
})

test('Mailbox: a mail is read in a frame that cannot act', async () => {
  const title = document.title
  hub.answer('GET /api/mailbox', () => json({ items: [{ ...mail, html: letter }, sms] }))
  await drawAt(Mailbox, '/mailbox')
  await page.getByRole('link', { name: /Confirm your address/ }).click()
  const frame = () => page.getByTitle('Content of the message').element() as HTMLIFrameElement
  await expect.poll(() => frame().contentDocument?.querySelector('a')?.style.color).toBe('rgb(1, 2, 3)')
  expect(frame().getAttribute('sandbox')).toBe('allow-same-origin allow-top-navigation-by-user-activation')
  expect(document.title).not.toBe('broken into')
  expect(title).not.toBe('broken into')
  await clean()
})

test('Mailbox: new messages come by themselves, and part of an address is enough to find them', async () => {
  let items: unknown[] = []
  hub.answer('GET /api/mailbox', () => json({ items }))
  await drawAt(Mailbox, '/mailbox')
  await expect.element(page.getByText('Nothing has been sent yet.')).toBeVisible()
  items = [mail, sms]
  await expect.element(page.getByRole('link', { name: /482913/ }), { timeout: 6000 }).toBeVisible()
  await page.getByRole('searchbox', { name: 'To' }).fill('CORNER')
  await expect.element(page.getByRole('link', { name: /482913/ })).not.toBeInTheDocument()
  await expect.element(page.getByRole('link', { name: /Confirm your address/ })).toBeVisible()
  await page.getByRole('searchbox', { name: 'To' }).fill('nobody')
  await expect.element(page.getByText('Nothing has been sent to nobody yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect.element(page.getByRole('searchbox', { name: 'To' })).toHaveValue('')
  await page.getByRole('link', { name: /482913/ }).click()
  await expect.element(page.getByRole('article').getByText('Manifold code 482913')).toBeVisible()
  await everywhere()
})

test('Mailbox: a hub with real mail has none', async () => {
  hub.answer('GET /api/mailbox', () => problem(404, 'hub.not_found'))
  await drawAt(Mailbox, '/mailbox')
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('There is nothing here')
})
