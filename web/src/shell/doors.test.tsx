import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { fakeHub, staying } from '../testing/hub'
import { clean } from '../testing/screen'
import { doors, pageAt } from './doors'
import { Main } from './Main'

fakeHub()
const gone = staying()
const heading = () => page.getByRole('heading', { level: 1 })

async function open(address: string) {
  history.replaceState(null, '', address)
  return render(await pageAt(location.pathname))
}

const titles = {
  '/': 'All your suppliers, one order',
  '/login': 'Sign in',
  '/signup': 'Sign up',
  '/welcome': 'This link does not work any more',
  '/forgot': 'Forgot password',
  '/reset': 'This link does not work any more',
  '/invitation': 'This link does not work any more',
  '/approve': 'This link does not work any more',
  '/join': 'This invitation does not work any more',
}

test('every door has its test', () => expect(Object.keys(titles)).toEqual(Object.keys(doors)))

test.each(Object.entries(titles))('%s opens without the application', async (path, title) => {
  await open(path)
  await expect.element(heading()).toHaveTextContent(title)
  expect(document.title).toContain(title)
  await expect.element(page.getByRole('banner').getByRole('link', { name: 'Manifold' })).toHaveAttribute('href', '/')
  await clean()
})

test('a slash too many is no other page', async () => {
  await open('/login/')
  await expect.element(heading()).toHaveTextContent(titles['/login'])
})

test('the skip link comes first and leads to the main part', async () => {
  await open('/')
  const links = page.getByRole('link').elements()
  expect(links[0]).toHaveTextContent('Skip to the content')
  ;(links[0] as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('main')).toHaveFocus()
})

test('language and theme change in place, and what was typed stays', async () => {
  await open('/login')
  await page.getByRole('textbox', { name: 'E-mail or phone' }).fill('ada')
  await page.getByRole('button', { name: '中文' }).click()
  await expect.element(heading()).toHaveTextContent('登录')
  await page.getByRole('button', { name: '深色' }).click()
  expect(document.documentElement.dataset.theme).toBe('dark')
  await expect.element(page.getByRole('textbox').first()).toHaveValue('ada')
  expect(gone()).toEqual([])
})

test('without a network a banner says so, and what was typed stays', async () => {
  await open('/login')
  await page.getByRole('textbox', { name: 'E-mail or phone' }).fill('ada')
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  dispatchEvent(new Event('offline'))
  await expect.element(page.getByText(/^Offline\./)).toBeVisible()
  await expect.element(page.getByRole('textbox').first()).toHaveValue('ada')
})

test('a door that cannot be loaded says so', async () => {
  vi.spyOn(doors['/login'], 'page').mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'))
  await open('/login')
  await expect.element(heading()).toHaveTextContent('This page stopped working')
  await expect.element(page.getByRole('button', { name: 'Load again' })).toBeVisible()
})

test('a door that breaks says so', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(doors['/login'], 'page').mockResolvedValue(() => {
    throw new Error('broken')
  })
  await open('/login')
  await expect.element(heading()).toHaveTextContent('This page stopped working')
})

test('any other path is the application, which knows what it does not know', async () => {
  await open('/nowhere')
  await expect.element(heading()).toHaveTextContent('There is nothing here')
})

test.each([
  ['/login?to=%2Fteam%3Fq%3D1', '/login?to=%2Fteam%3Fq%3D1'],
  ['/SignUp', '/signup'],
])('from inside, %s is loaded anew, at its own address', async (href, address) => {
  await open('/display')
  await expect.element(heading()).toBeVisible()
  const { router } = await import('../routes')
  // Not waited for: a page that is left never comes to an end.
  void router.navigate({ href })
  await expect.poll(gone).toEqual([address])
})

test('inside, the focus follows to the main part of the next page', async () => {
  const screen = await render(<Main at="/team">team</Main>)
  await screen.rerender(<Main at="/team">still team</Main>)
  ;(document.activeElement as HTMLElement).blur()
  await screen.rerender(<Main at="/audit">audit</Main>)
  await expect.element(page.getByRole('main')).toHaveFocus()
})
