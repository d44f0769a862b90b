import { expect, test } from '@playwright/test'
import { clean, fits, pressable } from './looks'

/** The pages that need no account and no hub. */
const pages = ['/', '/display', '/nowhere']

for (const path of pages) {
  for (const lang of ['zh-CN', 'en']) {
    for (const theme of ['light', 'dark']) {
      for (const width of [1440, 390, 320]) {
        test(`${path} ${lang} ${theme} ${width}`, async ({ page }) => {
          await page.addInitScript((saved) => localStorage.setItem('hub.prefs', JSON.stringify(saved)), { lang, theme, ...(width < 640 && { density: 'touch' }) })
          await page.setViewportSize({ width, height: 800 })
          await page.goto(path)
          await page.getByRole('heading', { level: 1 }).waitFor()
          expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])).toEqual([lang, theme])
          await page.evaluate(() => document.fonts.ready)
          if (width !== 320) await page.screenshot({ path: `reports/shell${path.replaceAll('/', '-')}-${lang}-${theme}-${width}.png` })
          await clean(page)
          await fits(page)
          if (width < 640) await pressable(page, 44)
        })
      }
    }
  }
}

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-TW', colorScheme: 'dark' })
  test('language and theme follow the browser until something is chosen', async ({ page }) => {
    await page.goto('/')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('All your suppliers, one order')
    await page.getByRole('button', { name: 'Light' }).click()
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  })
})

test('density and bigger text change the page by keyboard, and stay', async ({ page }) => {
  await page.addInitScript(() => localStorage.getItem('hub.prefs') ?? localStorage.setItem('hub.prefs', '{"lang":"en"}'))
  await page.goto('/display')
  await page.getByRole('radio', { name: 'Comfortable' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('18.4px')
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Bigger text' })).toBeChecked()
})

test('the skip link is first and leads to the content; the way home starts anew', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('hub.prefs', '{"lang":"en"}'))
  await page.goto('/nowhere')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#content')).toBeFocused()
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All your suppliers, one order')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
})

for (const path of ['/', '/login', '/signup', '/forgot']) {
  test(`${path} loads neither the application nor the list of countries`, async ({ page }) => {
    const asked: string[] = []
    page.on('request', (r) => asked.push(new URL(r.url()).pathname))
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(asked.filter((a) => /\/(app|Combobox|useRouter)-/.test(a))).toEqual([])
    await page.goto('/nowhere')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(asked.filter((a) => /\/app-/.test(a))).not.toEqual([])
  })
}

test('/ goes on where somebody worked on this device', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('hub.seat', 'com_x'))
  await page.goto('/')
  await expect(page).not.toHaveURL('/')
})

test('nothing breaks the content security policy, and nothing comes from elsewhere', async ({ page }) => {
  const breaches: string[] = []
  page.on('console', (m) => m.type() === 'error' && breaches.push(m.text()))
  page.on('request', (r) => !r.url().startsWith('http://127.0.0.1:4173/') && breaches.push(r.url()))
  const answer = await page.goto('/')
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'")
  await page.getByRole('link', { name: /万汇|Manifold/ }).click()
  await page.goto('/display')
  await page.getByRole('switch').click()
  expect(breaches).toEqual([])
})

test('can be installed', async ({ page, context }) => {
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  const chromium = await context.newCDPSession(page)
  const { installabilityErrors } = await chromium.send('Page.getInstallabilityErrors')
  // A window without a profile can never install; that is the test's, not the page's.
  expect(installabilityErrors.filter((e) => e.errorId !== 'in-incognito')).toEqual([])
})

test('opens without a network; what was never opened says so', async ({ page, context }) => {
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true)
  await page.reload() // now what is loaded is kept, its texts among it
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All your suppliers, one order')
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText('Offline. Changes stay')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All your suppliers, one order')
  await page.goto('/display')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are offline')
})
