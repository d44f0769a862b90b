import { test } from '@playwright/test'
import { clean, fits } from './looks'

const address = (lang: string, theme: string, density: string, more = '') => `/src/testing/gallery/index.html?lang=${lang}&theme=${theme}&density=${density}${more}`

for (const lang of ['zh-CN', 'en']) {
  for (const theme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      test(`${lang} ${theme} ${width}`, async ({ page }) => {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
        await page.goto(address(lang, theme, width === 390 ? 'touch' : 'comfortable'))
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.evaluate(() => document.fonts.ready)
        await page.screenshot({ path: `reports/gallery-${lang}-${theme}-${width}.png`, fullPage: true, animations: 'disabled' })
        await clean(page)
        await fits(page)
      })
    }
  }
}

for (const lang of ['zh-CN', 'en', 'pseudo']) {
  for (const [width, more] of [[320, ''], [390, '&bigger'], [720, '&bigger']] as const) {
    test(`${lang} fits ${width}${more}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(address(lang, 'light', 'touch', more))
      await page.getByRole('heading', { level: 1 }).waitFor()
      await fits(page)
    })
  }
}
