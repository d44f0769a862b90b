import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** No rule of axe is broken on the whole page. */
export async function clean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze()
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)).toEqual([])
}

/** The page never moves sideways. */
export async function fits(page: Page) {
  const { wide, width } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, width: innerWidth }))
  expect(wide).toBeLessThanOrEqual(width)
}

/** Everything to be pressed is at least this large; links inside a text are not. */
export async function pressable(page: Page, least: number) {
  const small = await page.evaluate((min) => {
    const seen = [...document.querySelectorAll<HTMLElement>('button, select, label:has(input), a[class*="h-control"]')].filter((e) => e.checkVisibility())
    return seen.filter((e) => e.getBoundingClientRect().height < min && !e.closest('thead')).map((e) => `${e.outerHTML.slice(0, 80)} ${e.getBoundingClientRect().height}`)
  }, least)
  expect(small).toEqual([])
}
